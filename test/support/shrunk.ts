/** Makes a program on which two ways to run it disagree as small as it gets. */
import type { ProgramPlan } from "../differential/program-generator.ts";
import type { DrawnPlan } from "./drawn.ts";
import { compilePlans, type CompiledProgram } from "./written-programs.ts";

/** What is wrong with how the program runs; nothing if it is right. */
export type Check = (program: CompiledProgram) => Promise<string | undefined>;

export interface Shrunk {
  readonly problem: string;
  readonly source: string;
}

/** As many at a time: to open a project costs more than to compile a program. */
const CANDIDATES = 32;
const LONGEST_MS = 120_000;

let names = 0;

/** Undefined when not even the plan itself fails any more. */
export async function shrunk(plan: DrawnPlan<ProgramPlan>, check: Check): Promise<Shrunk | undefined> {
  const until = Date.now() + LONGEST_MS;
  let found: Shrunk | undefined;
  let candidates: readonly DrawnPlan<ProgramPlan>[] = [plan];
  while (candidates.length > 0) {
    const failing = await firstFailing(candidates, check);
    if (failing === undefined) break;
    found = failing.shrunk;
    if (Date.now() > until) break;
    candidates = failing.plan.smaller(CANDIDATES);
  }
  return found;
}

async function firstFailing(
  candidates: readonly DrawnPlan<ProgramPlan>[],
  check: Check,
): Promise<{ readonly plan: DrawnPlan<ProgramPlan>; readonly shrunk: Shrunk } | undefined> {
  // Modules are known by their files, so no name may come twice.
  const first = names;
  names += candidates.length;
  const { programs } = await compilePlans(
    candidates.map(({ value }) => value),
    (index) => `s${first + index}`,
  );
  for (const program of programs) {
    const problem = await check(program);
    const plan = candidates[Number(program.name.slice(1)) - first];
    if (problem !== undefined && plan !== undefined) return { plan, shrunk: { problem, source: program.source } };
  }
  return undefined;
}
