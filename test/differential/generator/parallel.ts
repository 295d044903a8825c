/** Statements that start several things at once: `Promise.all` of members and of maps, `parallelMap`. */
import { addCall, noteCall, sayCall } from "./calls.ts";
import { listIn, numberIn, textIn } from "./expressions.ts";
import type { Block } from "./plan.ts";
import { parallelScope, type Scope } from "./scope.ts";
import { DEEPEST, inCallback, indent, type Place, type StatementKind, type Writer } from "./writer.ts";

/** `(async () => { …; return { text } })()` */
function inlineMember(writer: Writer, scope: Scope, place: Place, block: Block | undefined, last: string): readonly string[] {
  const inner = parallelScope(scope);
  const lines = writer.block(block, inner, inCallback(place));
  return [`(async () => {`, ...indent([...lines, `return { ${last}: ${last === "text" ? textIn(writer, inner) : numberIn(writer, inner)} };`]), "})(),"];
}

const member = (writer: Writer, index: number, lines: () => readonly string[]): readonly string[] =>
  writer.beside(index, () => indent(lines()));

/** A map over a list with a body of its own, as a list of the numbers it gives. */
const mapOf =
  (list: (writer: Writer, scope: Scope) => string, around: readonly [before: (list: string) => string, after: string]): StatementKind["write"] =>
  (writer, scope, place, [block]) => {
    const [item, index, name] = [writer.name("x"), writer.name("i"), writer.name("zs")];
    const over = list(writer, scope);
    const inner = parallelScope(scope);
    inner.numbers.push(item, index);
    const lines = writer.beside("items", () =>
      writer.choices.chance(0.3)
        ? [`async (${item}, ${index}) => ${addCall(writer, inner)}`]
        : [
            `async (${item}, ${index}) => {`,
            ...indent([...writer.block(block, inner, inCallback(place)), `return { sum: ${numberIn(writer, inner)} };`]),
            "}",
          ],
    );
    scope.lists.push(name);
    return `const ${name} = (await ${around[0](over)}${lines.join("\n")}${around[1]}).map((z): number => z.sum);`.split("\n");
  };

const isShallow = (_scope: Scope, { depth }: Place): boolean => depth < DEEPEST;
const constants = ({ choices }: Writer): string => choices.pick(["[1, 2]", "[3]", "SEEDS"]);
const outputs = ({ choices }: Writer, { lists }: Scope): string => choices.pick(lists);
const ALL = [(list: string) => `Promise.all(${list}.map(`, "))"] as const;

export const PARALLEL: readonly StatementKind[] = [
  {
    name: "all of steps",
    weight: 6,
    write: (writer, scope) => {
      const members = [
        ...member(writer, 0, () => [`${addCall(writer, scope)},`]),
        ...member(writer, 1, () => [`${sayCall(writer, scope)},`]),
        ...(writer.choices.chance(0.3) ? member(writer, 2, () => [`${noteCall(writer, scope)},`]) : []),
      ];
      const [sum, text] = [writer.name("n"), writer.name("s")];
      scope.numbers.push(sum);
      scope.texts.push(text);
      return [`const [{ sum: ${sum} }, { text: ${text} }] = await Promise.all([`, ...members, "]);"];
    },
  },
  {
    name: "inline member",
    weight: 12,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const members = [
        ...member(writer, 0, () => [`${addCall(writer, scope)},`]),
        ...member(writer, 1, () => inlineMember(writer, scope, place, block, "text")),
      ];
      const [sum, text] = [writer.name("n"), writer.name("s")];
      scope.numbers.push(sum);
      scope.texts.push(text);
      return [`const [{ sum: ${sum} }, { text: ${text} }] = await Promise.all([`, ...members, "]);"];
    },
  },
  {
    name: "inline members",
    weight: 6,
    blocks: 2,
    fits: isShallow,
    write: (writer, scope, place, [first, second]) => {
      const members = [
        ...member(writer, 0, () => inlineMember(writer, scope, place, first, "sum")),
        ...member(writer, 1, () => inlineMember(writer, scope, place, second, "text")),
      ];
      const [sum, text] = [writer.name("n"), writer.name("s")];
      scope.numbers.push(sum);
      scope.texts.push(text);
      return [`const [{ sum: ${sum} }, { text: ${text} }] = await Promise.all([`, ...members, "]);"];
    },
  },
  { name: "map over constants", weight: 6, blocks: 1, fits: isShallow, write: mapOf(constants, ALL) },
  {
    name: "map over outputs",
    weight: 10,
    blocks: 1,
    fits: (scope, place) => scope.lists.length > 0 && isShallow(scope, place),
    write: mapOf(outputs, ALL),
  },
  {
    name: "limited map",
    weight: 6,
    blocks: 1,
    fits: isShallow,
    write: mapOf(listIn, [(list) => `parallelMap(${list}, `, ", { concurrency: 1 })"]),
  },
];
