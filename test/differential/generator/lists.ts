/** Lists, and the functions that map over them beside copies of themselves. */
import { addCall, aList } from "./calls.ts";
import { returnIn } from "./control.ts";
import type { Block } from "./plan.ts";
import { parallelScope, type Scope } from "./scope.ts";
import { inCallback, indent, type Place, type Writer } from "./writer.ts";

export interface MadeList {
  readonly name: string;
  /** What makes it. */
  readonly lines: readonly string[];
}

export const constants = ({ choices }: Writer): MadeList => ({ name: choices.pick(["[1, 2]", "[3]", "SEEDS"]), lines: [] });

export const either = (writer: Writer, scope: Scope): MadeList => (writer.choices.chance(0.5) ? constants(writer) : aList(writer, scope));

/** `async (x, i) => { …; return { sum } }`, or a call alone; `last` stands before the `return`. */
export function mapper(
  writer: Writer,
  scope: Scope,
  place: Place,
  block: Block | undefined,
  last?: (each: Writer, inner: Scope) => readonly string[],
): string {
  const [item, index] = [writer.name("x"), writer.name("i")];
  const inner = parallelScope(scope);
  inner.numbers.push(item, index);
  return writer
    .copied(index, (each) =>
      last === undefined && each.choices.chance(0.3)
        ? [`async (${item}, ${index}) => ${addCall(each, inner)}`]
        : [
            `async (${item}, ${index}) => {`,
            ...indent([
              ...each.block(block, inner, inCallback(place, "sum")),
              ...(last?.(each, inner) ?? []),
              returnIn(each, inner, "sum"),
            ]),
            "}",
          ],
    )
    .join("\n");
}

/** The sums that a join of such functions gives, as a list. */
export function sumsOf(writer: Writer, scope: Scope, join: string): readonly string[] {
  const name = writer.name("zs");
  scope.lists.push(name);
  return `const ${name} = (await ${join}).map((z): number => z.sum);`.split("\n");
}
