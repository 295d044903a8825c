/** What the controller was given to do: by file, and in all. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { ArgoNode, FinishedWorkflow } from "./argo.ts";

/** Names the file that `counts-setup.ts` sums up when all files are done. */
export const COUNTS_FILE = "DAGWRIGHT_CLUSTER_COUNTS";

export interface Counts {
  readonly programs: number;
  /** However often each was tried. */
  readonly steps: number;
  readonly pods: number;
}

const NOTHING: Counts = { programs: 0, steps: 0, pods: 0 };
let seen = NOTHING;

export function countsOf(nodes: readonly ArgoNode[]): Omit<Counts, "programs"> {
  const pods = nodes.filter(({ type }) => type === "Pod");
  const retried = nodes.filter(({ type }) => type === "Retry");
  const attempts = new Set(retried.flatMap(({ children = [] }) => children));
  return { pods: pods.length, steps: retried.length + pods.filter(({ id }) => !attempts.has(id)).length };
}

export function countWorkflow({ nodes }: FinishedWorkflow): void {
  seen = sum([seen, { programs: 1, ...countsOf(nodes) }]);
}

const sum = (all: readonly Counts[]): Counts =>
  all.reduce((a, b) => ({ programs: a.programs + b.programs, steps: a.steps + b.steps, pods: a.pods + b.pods }), NOTHING);

const textOf = (name: string, { programs, steps, pods }: Counts, started: number): string =>
  `${name} on Argo: ${programs} programs, ${steps} steps, ${pods} pods in ${((Date.now() - started) / 60_000).toFixed(1)} min`;

/** Counts from here on; the result tells what came of it. To be called in a file's `beforeAll`, and what it gives in its `afterAll`. */
export function countingFor(name: string): () => void {
  const [before, started] = [seen, Date.now()];
  return () => {
    const counts = {
      programs: seen.programs - before.programs,
      steps: seen.steps - before.steps,
      pods: seen.pods - before.pods,
    };
    console.log(textOf(name, counts, started));
    const file = process.env[COUNTS_FILE];
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(counts)}\n`);
  };
}

/** Of all files that have told theirs. */
export function totalIn(file: string, started: number): string {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return textOf("all", sum(lines.filter(Boolean).map((line) => JSON.parse(line) as Counts)), started);
}
