/** Asks `program-suite.ts`, some programs at a time and some at once, and puts the answers together. */
import { availableParallelism } from "node:os";
import type { Ways } from "./coverage.ts";
import { askInNode } from "./in-node.ts";

export interface SuiteQuestion {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  /** How many of them run with a process per step, too. */
  readonly inProcesses: number;
}

export interface SuiteAnswer {
  readonly programs: number;
  /** Each refused program's codes. */
  readonly refused: readonly (readonly string[])[];
  /** Errors of the compiler that no program can cause; empty if there are none. */
  readonly internalErrors: string;
  /** A text a program on which two ways to run it disagree; the first is made as small as it gets. */
  readonly problems: readonly string[];
  readonly localRuns: number;
  readonly processRuns: number;
  readonly coverage: {
    readonly runs: number;
    readonly steps: number;
    readonly failures: number;
    readonly failedRuns: number;
    readonly depths: readonly number[];
    readonly constructs: readonly (readonly [string, Ways])[];
  };
}

const BATCH = 500;

/** The programs of a seed, all compared. */
export async function askSuites(seed: number, count: number, inProcesses: number): Promise<readonly SuiteAnswer[]> {
  const parts = Math.ceil(count / BATCH);
  const questions = Array.from({ length: parts }, (_, part): SuiteQuestion => ({
    seed,
    from: part * BATCH,
    count: Math.min(BATCH, count - part * BATCH),
    inProcesses: Math.ceil(inProcesses / parts),
  }));
  const answers: SuiteAnswer[] = [];
  const ask = async (): Promise<void> => {
    for (let next = questions.shift(); next !== undefined; next = questions.shift())
      answers.push((await askInNode(new URL("program-suite.ts", import.meta.url), next)) as SuiteAnswer);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, ask));
  return answers;
}

/** All answers as one. */
export function summed(answers: readonly SuiteAnswer[]): SuiteAnswer {
  const sum = (of: (answer: SuiteAnswer) => number): number => answers.reduce((total, answer) => total + of(answer), 0);
  const constructs = new Map<string, Ways>();
  for (const [name, { ok, inside, beside }] of answers.flatMap(({ coverage }) => coverage.constructs)) {
    const before = constructs.get(name) ?? { ok: 0, inside: 0, beside: 0 };
    constructs.set(name, { ok: before.ok + ok, inside: before.inside + inside, beside: before.beside + beside });
  }
  const deepest = Math.max(0, ...answers.map(({ coverage }) => coverage.depths.length));
  return {
    programs: sum(({ programs }) => programs),
    refused: answers.flatMap(({ refused }) => refused),
    internalErrors: answers.map(({ internalErrors }) => internalErrors).join(""),
    problems: answers.flatMap(({ problems }) => problems),
    localRuns: sum(({ localRuns }) => localRuns),
    processRuns: sum(({ processRuns }) => processRuns),
    coverage: {
      runs: sum(({ coverage }) => coverage.runs),
      steps: sum(({ coverage }) => coverage.steps),
      failures: sum(({ coverage }) => coverage.failures),
      failedRuns: sum(({ coverage }) => coverage.failedRuns),
      depths: Array.from({ length: deepest }, (_, depth) => sum(({ coverage }) => coverage.depths[depth] ?? 0)),
      constructs: [...constructs].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    },
  };
}

/** What a reader of the test's output wants to know. */
export function reportOf({ programs, refused, localRuns, processRuns, coverage }: SuiteAnswer, seed: number): string {
  const codes = [...Map.groupBy(refused.flat(), (code) => code)].map(([code, all]) => `${code} × ${all.length}`).join(", ");
  const { runs, steps, failures, failedRuns, depths, constructs } = coverage;
  const ways = constructs.map(
    ([name, { ok, inside, beside }]) =>
      `  ${name.padEnd(20)} ok ${String(ok).padStart(5)}   fails inside ${String(inside).padStart(5)}   fails beside ${String(beside).padStart(5)}`,
  );
  return [
    `generated programs of seed ${seed}: ${programs}, and ${refused.length} discarded, which have no graph form${codes === "" ? "" : `: ${codes}`}`,
    `plain Node = interpreter, what waits for what included: ${runs} runs, ${steps} steps, ${failures} injected failures; ${failedRuns} runs failed`,
    `plain Node = local runner: ${localRuns} runs with the wrapper in the runner's process, ${processRuns} with a process per step`,
    `runs by how many constructs stand around their deepest call: ${depths.map((each, depth) => `${depth}: ${each}`).join(", ")}`,
    ...ways,
  ].join("\n");
}
