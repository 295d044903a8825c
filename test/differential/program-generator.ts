/**
 * Writes random programs: the text of a module whose default export is a pipeline over the steps of `tagged-steps.ts`.
 *
 *   plan (fast-check, shrinkable) ─► statements of its kinds, where they fit ─► module
 *
 *   bindings   awaited steps, glue over their outputs, `let`s and their assignments, a called pipeline, a step awaited later
 *   control    branches whose `let`s need phis, early returns, throws, `switch`, `try`/`catch`/`finally` with partly assigned `let`s
 *   data       spread, rest, optional parts, constant keys, retries
 *   loops      over constants and outputs, counted and conditional ones, with variables that they carry and lists that they fill
 *   promises   kept in variables and lists, awaited twice, on both sides of a branch, in joins in joins
 *   chosen     steps of a table, or with options of their own
 *   parallel   `Promise.all` of steps and inline functions, of maps over constants and over outputs, `parallelMap`, `allSettled`
 *
 * Any of them may stand in any other. Some of the calls fail, always or depending on a value. Every call has a tag of its own, so that two
 * programs whose calls are equal took the same way.
 */
import { addStep } from "./generator/bindings.ts";
import { TABLE } from "./generator/chosen.ts";
import { choicesOf } from "./generator/choices.ts";
import { returnIn } from "./generator/control.ts";
import { KINDS } from "./generator/kinds.ts";
import type { Block, Plan, ProgramPlan } from "./generator/plan.ts";
import { emptyScope, type Scope } from "./generator/scope.ts";
import { SiteRecorder, type Site } from "./generator/sites.ts";
import { besideFailure } from "./generator/beside-failure.ts";
import { DEEPEST, indent, type Place, type Writer } from "./generator/writer.ts";

export { arbitraryProgram, type ProgramPlan } from "./generator/plan.ts";

/** All that calls something. */
export const CONSTRUCTS: readonly string[] = [...new Set(KINDS.filter(({ silent }) => silent !== true).map(({ name }) => name))];

/** So many statements of all stand beside a step that fails. */
const BESIDE = 0.15;

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
  const failing = own.pick([0, 0.08, 0.16, 0.3]);
  let names = 0;
  let tags = 0;
  const statement = (each: Plan, scope: Scope, place: Place, indexes: readonly string[]): readonly string[] => {
    const writer = writerOf({ choices: choicesOf(each.choices), failing }, indexes);
    const kind = KINDS[each.kind] ?? addStep;
    const alone = (where: Scope, at: Place): readonly string[] => {
      if (kind.fits?.(where, at) ?? true) return recorder.within(kind.name, () => kind.write(writer, where, at, each.blocks));
      if (each.blocks.length > 0) return each.blocks.flatMap((block) => writer.block(block, where, at));
      return recorder.within(addStep.name, () => addStep.write(writer, where, at, []));
    };
    const isBeside = kind.silent !== true && place.depth < DEEPEST && choicesOf([each.beside]).chance(BESIDE);
    return isBeside ? besideFailure(writer, scope, place, each.beside, alone) : alone(scope, place);
  };
  /** `indexes` count the copies that it stands in, the outermost first. */
  const writerOf = (parts: Pick<Writer, "choices" | "failing">, indexes: readonly string[]): Writer => {
    const writer: Writer = {
      ...parts,
      index: indexes.at(-1),
      name: (prefix) => `${prefix}${(names += 1)}`,
      tag: () => {
        const tag = `t${(tags += 1)}`;
        recorder.record(tag);
        return indexes.length === 0 ? JSON.stringify(tag) : `\`${tag}/${indexes.map((index) => `\${${index}}`).join(".")}\``;
      },
      block: (block: Block | undefined, scope, place) => (block ?? []).flatMap((each) => statement(each, scope, place, indexes)),
      within: (construct, write) => recorder.within(construct, write),
      beside: (member, write) => recorder.beside(member, write),
      copied: (index, write) => recorder.beside("items", () => write(writerOf(parts, [...indexes, index]))),
    };
    return writer;
  };
  const writer = writerOf({ choices: own, failing }, []);
  const scope: Scope = { ...emptyScope(), numbers: ["x"], texts: ["label"] };
  const body = writer.block(plan.body, scope, { depth: 0, returns: "result", isOutermost: true, mayBreak: false, mayThrow: true });
  const lines = [
    'import { approval, loop, parallelMap, pipeline, StepError, withOptions } from "dagwright";',
    `import { add, bounded, flag, flaky, helper, note, pack, range, say } from "${steps}";`,
    "",
    "const SEEDS = [1, 2];",
    'const KEY = "a";',
    "const LEVELS = { low: 2, high: 7 } as const;",
    ...TABLE,
    "const doubled = (value: number): number => value * 2;",
    "",
    `export default pipeline("${name}", async ({ x = 2, label = "ab" }: { x?: number; label?: string }): Promise<{ v: number; s: string }> => {`,
    ...indent([...body, returnIn(writer, scope, "result")]),
    "});",
    "",
  ];
  return { name, source: lines.join("\n"), sites: recorder.sites };
}
