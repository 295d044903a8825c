/**
 * Writes random programs: the text of a module whose default export is a pipeline over the steps of `tagged-steps.ts`.
 *
 *   plan (fast-check, shrinkable) ─► statements of its kinds, where they fit ─► module
 *
 *   bindings   awaited steps, glue over their outputs, `let`s and their assignments, a called pipeline, a step awaited later
 *   control    branches whose `let`s need phis, early returns, throws, `try`/`catch`/`finally` with partly assigned `let`s
 *   data       spread, rest, optional parts, constant keys, retries
 *   loops      over constants, over outputs
 *   parallel   `Promise.all` of steps and inline functions, of maps over constants and over outputs, `parallelMap`
 *
 * Any of them may stand in any other. Some of the calls fail, always or depending on a value. Every call has a tag of its own, so that two
 * programs whose calls are equal took the same way.
 */
import { addStep } from "./generator/bindings.ts";
import { choicesOf } from "./generator/choices.ts";
import { resultIn } from "./generator/control.ts";
import { KINDS } from "./generator/kinds.ts";
import type { Block, Plan, ProgramPlan } from "./generator/plan.ts";
import { emptyScope, type Scope } from "./generator/scope.ts";
import { SiteRecorder, type Site } from "./generator/sites.ts";
import { indent, type Place, type Writer } from "./generator/writer.ts";

export { arbitraryProgram, type ProgramPlan } from "./generator/plan.ts";

export interface WrittenProgram {
  /** Of its pipeline and, with `.ts`, of its file. */
  readonly name: string;
  readonly source: string;
  /** By tag. */
  readonly sites: ReadonlyMap<string, Site>;
}

/** The pipeline of the program takes `{ x?: number, label?: string }` and gives `{ v: number, s: string }`. `steps` is how the module imports the steps. */
export function writeProgram(plan: ProgramPlan, name: string, steps: string): WrittenProgram {
  const recorder = new SiteRecorder();
  const own = choicesOf(plan.choices);
  const failing = own.pick([0, 0.06, 0.12, 0.25]);
  let names = 0;
  let tags = 0;
  const statement = (each: Plan, scope: Scope, place: Place): readonly string[] => {
    const choices = choicesOf(each.choices);
    const kind = KINDS[each.kind] ?? addStep;
    if (kind.fits?.(scope, place) ?? true)
      return recorder.within(kind.name, () => kind.write({ ...writer, choices }, scope, place, each.blocks));
    if (each.blocks.length > 0) return each.blocks.flatMap((block) => writer.block(block, scope, place));
    return recorder.within(addStep.name, () => addStep.write({ ...writer, choices }, scope, place, []));
  };
  const writer: Writer = {
    choices: own,
    failing,
    name: (prefix) => `${prefix}${(names += 1)}`,
    tag: () => {
      const tag = `t${(tags += 1)}`;
      recorder.record(tag);
      return JSON.stringify(tag);
    },
    block: (block: Block | undefined, scope, place) => (block ?? []).flatMap((each) => statement(each, scope, place)),
    within: (construct, write) => recorder.within(construct, write),
    beside: (member, write) => recorder.beside(member, write),
  };
  const scope: Scope = { ...emptyScope(), numbers: ["x"], texts: ["label"] };
  const body = writer.block(plan.body, scope, { depth: 0, mayReturn: true, mayBreak: false, mayThrow: true });
  const lines = [
    'import { parallelMap, pipeline, type StepError } from "dagwright";',
    `import { add, flag, flaky, helper, note, pack, range, say } from "${steps}";`,
    "",
    "const SEEDS = [1, 2];",
    'const KEY = "a";',
    "const LEVELS = { low: 2, high: 7 } as const;",
    "const doubled = (value: number): number => value * 2;",
    "",
    `export default pipeline("${name}", async ({ x = 2, label = "ab" }: { x?: number; label?: string }): Promise<{ v: number; s: string }> => {`,
    ...indent([...body, resultIn(writer, scope)]),
    "});",
    "",
  ];
  return { name, source: lines.join("\n"), sites: recorder.sites };
}
