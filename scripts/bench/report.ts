/** docs/performance.md. */
import { availableParallelism, loadavg } from "node:os";
import type { PhaseRow } from "./phase-rows.ts";
import type { Python } from "./python.ts";
import type { WatchRow } from "./watch-times.ts";

export interface SizeRow {
  readonly steps: number;
  /** Milliseconds, by program. */
  readonly medians: ReadonlyMap<string, number>;
}

export interface Results {
  readonly rows: readonly SizeRow[];
  readonly phases: readonly PhaseRow[];
  readonly watched: readonly WatchRow[];
  /** `node -e 0`, in milliseconds. */
  readonly node: number;
  readonly rounds: number;
  readonly long: boolean;
  readonly python: Python | { readonly missing: string };
}

export function page({ rows, phases, watched, node, rounds, long, python }: Results): string {
  const skipped = "missing" in python;
  return `# Performance

Made by \`npm run bench\`; do not edit. ${availableParallelism()} cores, Node ${process.versions.node}${skipped ? "" : `, ${python.versions}`}; load ${loadavg()[0]?.toFixed(1) ?? "unknown"} at the end (the bench itself makes about 1).

## Compiling, beside KFP and Hera

Seconds by the clock, of a whole process; medians of ${rounds} rounds (3 from 1,000 steps on), in each of which every column ran once, one after another. A chain of steps of one component.

${table(
  ["steps", "cold", "warm", "unchanged", "cold, to Argo", "`kfp dsl compile`", "Hera `to_yaml`", "KFP ÷ cold", "Hera ÷ cold"],
  rows.map(({ steps, medians }) => [
    steps.toLocaleString("en"),
    ...["cold", "warm", "unchanged", "argo"].map((name) => seconds(medians.get(name))),
    ...(skipped ? ["SKIPPED", "SKIPPED"] : ["kfp", "hera"].map((name) => seconds(medians.get(name)))),
    ratio(medians.get("kfp"), medians.get("cold")),
    ratio(medians.get("hera"), medians.get("cold")),
  ]),
)}

- **cold**: \`dagwright compile --no-cache --target ir\`: nothing is kept and nothing is found. **warm**: the file was edited, and V8 has the compiler's own code compiled. **unchanged**: nothing that the result depends on changed. An empty Node takes ${seconds(node)} s of each.
- Ours checks the types of ${"`@types/node`"} and of what is written out, one \`await\` a step, with the settings that \`init\` writes; the other two run a Python loop.
- ${skipped ? `**SKIPPED**: KFP and Hera could not be installed from PyPI (${python.missing}).` : "KFP and Hera come from PyPI, and their byte code is compiled already."}
- A dash: 5,000 steps are too much for one Argo workflow, which we refuse to write${long ? "" : "; KFP needs minutes for them, and is asked with `npm run bench -- --long` only"}.

## Our passes, beside the type checker

Milliseconds of processor time in one process, medians of 3. *open* is TypeScript reading, parsing and binding; *check* is its checker on the project's own files; *passes* are ours (discover, signatures, graph, check, assemble); *bundle* is slicing, and waiting for esbuild.

${table(
  ["program", "open", "check", "passes", "bundle", "passes ÷ check"],
  phases.map(({ name, open, check, passes, bundle }) => [
    name,
    ...[open, check, passes, bundle].map((ms) => ms.toFixed(0)),
    (passes / check).toFixed(2),
  ]),
)}

## \`check --watch\`

Milliseconds from writing the file to the answer, medians of ${rounds * 2} edits of a component's function.

${table(
  ["steps", "answer"],
  watched.map(({ steps, answer }) => [steps.toLocaleString("en"), answer.toFixed(0)]),
)}
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

const seconds = (ms: number | undefined): string => (ms === undefined ? "–" : (ms / 1000).toFixed(ms < 100 ? 3 : 2));

const ratio = (theirs: number | undefined, ours: number | undefined): string =>
  theirs === undefined || ours === undefined ? "–" : `${(theirs / ours).toFixed(1)}×`;
