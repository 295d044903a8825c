/**
 * Compares the ways to run some of the programs of a seed, and counts what they did. It runs in a Node of its own (`in-node.ts`):
 *
 *   plans ─► modules ─► compile ─► plain Node ═ interpreter, twice ─► plain Node ═ local runner
 */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { compareWithGraph, differenceOf, runPlainNode } from "./agreement.ts";
import { Coverage } from "./coverage.ts";
import { answerWith, questionOf } from "./in-node.ts";
import { observeLocalRunner, type Observation } from "./observe.ts";
import type { SuiteAnswer, SuiteQuestion } from "./program-suites.ts";
import { shrunk, type Check } from "./shrunk.ts";
import { quickFolder, stepsInThisProcess } from "./steps-in-this-process.ts";
import { compilePlans, drawnPlans, removeWrittenPrograms, type CompiledProgram } from "./written-programs.ts";

const [FIRST_INPUTS, ...MORE_INPUTS] = [{ x: 2 }, { x: 7, label: "b" }] as const;
/** Local runs wait for files most of the time. */
const LOCAL_RUNS = 4;
/** Of programs that run with a process per step, so that they take seconds. */
const CALLS_IN_PROCESSES = 8;

/** Plain Node and the graph, with the same calls ending in the same order; `seen` is told of each run. */
const agreesWithGraph =
  (seen?: (program: CompiledProgram, plain: Observation) => void): Check =>
  async (program) => {
    for (const [at, inputs] of [FIRST_INPUTS, ...MORE_INPUTS].entries()) {
      const plain = await runPlainNode(program, inputs, at);
      const problem = await compareWithGraph(program, inputs, plain);
      if (problem !== undefined) return `with ${JSON.stringify(inputs)}: ${problem}`;
      seen?.(program, plain.seen);
    }
    return undefined;
  };

const localRun = async (program: CompiledProgram, plain: Observation, options: Parameters<typeof observeLocalRunner>[3]) =>
  differenceOf(plain, await observeLocalRunner(program.pipeline, FIRST_INPUTS, () => {}, options), "the local runner");

const agreesLocally =
  (options: Parameters<typeof observeLocalRunner>[3]): Check =>
  async (program) =>
    localRun(program, (await runPlainNode(program, FIRST_INPUTS, 0)).seen, options);

async function compareAll({ seed, from, count, inProcesses }: SuiteQuestion): Promise<SuiteAnswer> {
  const drawn = drawnPlans(seed, from + count).slice(from);
  const home = mkdtempSync(join(quickFolder(), "dagwright-generated-"));
  const warm = { platform: stepsInThisProcess, home };
  const coverage = new Coverage();
  const problems: string[] = [];
  try {
    const made = await compilePlans(
      drawn.map(({ value }) => value),
      (index) => `p${from + index}`,
    );
    const first = new Map<CompiledProgram, Observation>();
    const disagreeing = new Map<CompiledProgram, { readonly problem: string; readonly check: Check }>();
    const graph = agreesWithGraph((program, plain) => {
      if (!first.has(program)) first.set(program, plain);
      coverage.add(program.sites, plain.calls, plain.status);
    });
    for (const program of made.programs) {
      const problem = await graph(program);
      if (problem !== undefined) disagreeing.set(program, { problem, check: agreesWithGraph() });
    }
    await sideBySide([...first], LOCAL_RUNS, async ([program, plain]) => {
      const problem = await localRun(program, plain, warm);
      if (problem !== undefined && !disagreeing.has(program)) disagreeing.set(program, { problem, check: agreesLocally(warm) });
    });
    const small = [...first].filter(([, { calls }]) => calls.length > 1 && calls.length <= CALLS_IN_PROCESSES).slice(0, inProcesses);
    for (const [program, plain] of small) {
      const problem = await localRun(program, plain, {});
      if (problem !== undefined && !disagreeing.has(program)) disagreeing.set(program, { problem, check: agreesLocally({}) });
    }
    for (const [program, { problem, check }] of disagreeing) {
      const plan = drawn[Number(program.name.slice(1)) - from];
      // To make one smaller takes long enough.
      const smaller = plan === undefined || problems.length > 0 ? undefined : await shrunk(plan, check);
      problems.push(
        `program ${program.name.slice(1)} of seed ${seed} disagrees ${smaller?.problem ?? problem}\n${smaller?.source ?? program.source}`,
      );
    }
    const { runs, steps, failures, failedRuns, depths } = coverage;
    return {
      programs: made.programs.length,
      refused: [...made.refused.values()].map((codes) => [...codes]),
      internalErrors: made.internalErrors,
      problems,
      localRuns: first.size,
      processRuns: small.length,
      coverage: {
        runs,
        steps,
        failures,
        failedRuns,
        depths: Array.from(depths, (each) => each ?? 0),
        constructs: [...coverage.constructs],
      },
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
    removeWrittenPrograms();
  }
}

async function sideBySide<T>(items: readonly T[], most: number, run: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
}

answerWith(await compareAll(questionOf() as SuiteQuestion));
