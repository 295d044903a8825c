/** Looks for lowering bugs in the programs of a seed, each until the first program that shows it. Runs in a Node of its own (`in-node.ts`). */
import { verify, type Document } from "@dagwright/ir";
import { LOWERING_BUGS } from "../differential/lowering-bugs/bugs.ts";
import { compareWithGraph, runPlainNode, type PlainRun } from "./agreement.ts";
import { answerWith, questionOf } from "./in-node.ts";
import { compilePlans, drawnPlans, removeWrittenPrograms, type CompiledProgram } from "./written-programs.ts";

export interface BugsQuestion {
  readonly seed: number;
  readonly count: number;
}

/** By the name of the bug: the program that shows it, counted from 1. */
export type BugsAnswer = Readonly<Record<string, { readonly program: number; readonly problem: string }>>;

const BATCHES = [200, 300, 500, 500, 500];
const INPUTS = [{ x: 2 }, { x: 7, label: "b" }] as const;

async function lookForAll({ seed, count }: BugsQuestion): Promise<BugsAnswer> {
  const drawn = drawnPlans(seed, count);
  const found: Record<string, BugsAnswer[string]> = {};
  let from = 0;
  try {
    for (const size of BATCHES) {
      const left = LOWERING_BUGS.filter(({ name }) => !Object.hasOwn(found, name));
      if (left.length === 0 || from >= count) break;
      const plans = drawn.slice(from, Math.min(from + size, count)).map(({ value }) => value);
      const first = from;
      const { programs } = await compilePlans(plans, (index) => `p${first + index}`);
      for (const program of programs) await lookIn(program, found);
      from += size;
    }
    return found;
  } finally {
    removeWrittenPrograms();
  }
}

async function lookIn(program: CompiledProgram, found: Record<string, BugsAnswer[string]>): Promise<void> {
  const runs: PlainRun[] = [];
  const { document } = program.pipeline;
  for (const { name, apply } of LOWERING_BUGS) {
    if (Object.hasOwn(found, name)) continue;
    const wrong = apply(document);
    if (JSON.stringify(wrong) === JSON.stringify(document) || !isSound(wrong)) continue;
    if (runs.length === 0) for (const [at, inputs] of INPUTS.entries()) runs.push(await runPlainNode(program, inputs, at));
    const problem = await problemWith({ ...program, pipeline: { ...program.pipeline, document: wrong } }, runs);
    if (problem !== undefined) found[name] = { program: Number(program.name.slice(1)) + 1, problem };
  }
}

const isSound = (document: Document): boolean => verify(document).every(({ severity }) => severity !== "error");

async function problemWith(program: CompiledProgram, runs: readonly PlainRun[]): Promise<string | undefined> {
  for (const [at, plain] of runs.entries()) {
    const problem = await compareWithGraph(program, INPUTS[at] ?? {}, plain);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

answerWith(await lookForAll(questionOf() as BugsQuestion));
