/**
 * Writes random programs: the text of a module whose default export is a pipeline over the steps of `tagged-steps.ts`.
 *
 *   bindings   awaited steps, glue over their outputs, `let`s and their assignments, a called pipeline, a step awaited later
 *   control    branches whose `let`s need phis, early returns, throws, `try`/`catch`/`finally` with partly assigned `let`s, loops
 *   parallel   `Promise.all` of steps and inline functions, of maps over constants and over outputs, `parallelMap`
 *
 * Any of them may stand in any other. About one call in six fails, always or depending on a value. Every call has a tag of its own,
 * so that two programs whose calls are equal took the same way.
 */
import { BINDINGS } from "./generator/bindings.ts";
import { CONTROL, resultIn } from "./generator/control.ts";
import { PARALLEL } from "./generator/parallel.ts";
import { randomOf } from "./generator/random.ts";
import { emptyScope } from "./generator/scope.ts";
import { indent, type StatementKind, type Writer } from "./generator/writer.ts";

const KINDS: readonly StatementKind[] = [...BINDINGS, ...CONTROL, ...PARALLEL];

export interface WrittenProgram {
  /** Of its pipeline and, with `.ts`, of its file. */
  readonly name: string;
  readonly source: string;
}

/**
 * The program of a seed, a whole number from 0. Its pipeline takes `{ x?: number, label?: string }` and gives `{ v: number, s: string }`.
 * `steps` is how the module imports the steps; `most` statements, at most, stand in its body, not counting what stands in them.
 */
export function writeProgram(seed: number, steps: string, most = 7): WrittenProgram {
  const random = randomOf(seed);
  const name = `p${seed}`;
  let names = 0;
  let tags = 0;
  const writer: Writer = {
    random,
    helper: `helper${seed}`,
    name: (prefix) => `${prefix}${(names += 1)}`,
    tag: () => `"t${(tags += 1)}"`,
    statements: (scope, place, upTo) =>
      Array.from({ length: 1 + random.below(upTo) }).flatMap(() =>
        random.pickByWeight(KINDS.filter(({ fits }) => fits?.(scope, place) ?? true)).write(writer, scope, place),
      ),
  };
  const scope = { ...emptyScope(), numbers: ["x"], texts: ["label"] };
  const body = writer.statements(scope, { depth: 0, mayReturn: true }, most);
  const lines = [
    'import { parallelMap, pipeline, type StepError } from "dagwright";',
    `import { add, flag, note, range, say } from "${steps}";`,
    "",
    "const SEEDS = [1, 2];",
    "",
    `export const ${writer.helper} = pipeline("${writer.helper}", async ({ x }: { x: number }): Promise<number> => {`,
    '  const { sum } = await add({ tag: "helper", a: x, b: 1, fail: x > 12 });',
    "  if (sum > 5) return 5;",
    '  await note({ tag: "helper", text: `${sum}` });',
    "  return sum;",
    "});",
    "",
    `export default pipeline("${name}", async ({ x = 2, label = "ab" }: { x?: number; label?: string }): Promise<{ v: number; s: string }> => {`,
    ...indent([...body, resultIn(writer, scope)]),
    "});",
    "",
  ];
  return { name, source: lines.join("\n") };
}
