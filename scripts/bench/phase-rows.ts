import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run-tool.ts";
import { median } from "./measure.ts";
import type { Phases } from "./phases.ts";
import { typescript, typescriptDistinct } from "./programs.ts";

export interface PhaseRow extends Pick<Phases, "open" | "check" | "passes"> {
  readonly name: string;
  readonly bundle: number;
}

const CASES: readonly (readonly [name: string, source: string])[] = [
  ...[10, 100, 1000, 5000].map((steps): [string, string] => [`chain of ${steps.toLocaleString("en")}`, typescript("chain", steps)]),
  ...[1000, 5000].map((steps): [string, string] => [`fan of ${steps.toLocaleString("en")}`, typescript("fan", steps)]),
  ...[100, 1000].map((steps): [string, string] => [`${steps.toLocaleString("en")} different components`, typescriptDistinct(steps)]),
];
const ROUNDS = 3;

/** Where the processor's time goes, each in a process of its own. */
export function takePhases(project: string): readonly PhaseRow[] {
  return CASES.map(([name, source]) => {
    const file = join(project, "phases.ts");
    writeFileSync(file, source);
    const all = Array.from({ length: ROUNDS }, () => phasesOf(file));
    const middle = (of: (phases: Phases) => number): number => median(all.map(of));
    return {
      name,
      open: middle(({ open }) => open),
      check: middle(({ check }) => check),
      passes: middle(({ passes }) => passes),
      bundle: middle(({ byPass }) => byPass.bundle),
    };
  });
}

function phasesOf(file: string): Phases {
  const args = ["--conditions=dagwright-source", join(root, "scripts/bench/phases.ts"), file];
  const done = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
  const phases: Phases = JSON.parse(done.stdout);
  return phases;
}
