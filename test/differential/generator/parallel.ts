/** Statements that start several things at once: `Promise.all` of members and of maps, `parallelMap`. */
import { addCall, aList, noteCall, sayCall } from "./calls.ts";
import { returnIn } from "./control.ts";
import type { Block } from "./plan.ts";
import { parallelScope, type Scope } from "./scope.ts";
import { DEEPEST, failingMore, inCallback, indent, type Place, type StatementKind, type Writer } from "./writer.ts";

/** `(async () => { …; return { text } })()` */
function inlineMember(writer: Writer, scope: Scope, place: Place, block: Block | undefined, last: "sum" | "text"): readonly string[] {
  const inner = parallelScope(scope);
  const lines = writer.block(block, inner, inCallback(place, last));
  return ["(async () => {", ...indent([...lines, returnIn(writer, inner, last)]), "})(),"];
}

const member = (writer: Writer, index: number, lines: () => readonly string[]): readonly string[] =>
  writer.beside(index, () => indent(lines()));

/** A map over a list with a body of its own, as a list of the numbers it gives. */
const mapOf =
  (
    list: (writer: Writer, scope: Scope) => MadeList,
    around: readonly [before: (list: string) => string, after: string],
  ): StatementKind["write"] =>
  (writer, scope, place, [block]) => {
    const made = list(writer, scope);
    const [item, index, name] = [writer.name("x"), writer.name("i"), writer.name("zs")];
    const inner = parallelScope(scope);
    inner.numbers.push(item, index);
    const lines = writer.copied(index, (each) =>
      each.choices.chance(0.3)
        ? [`async (${item}, ${index}) => ${addCall(each, inner)}`]
        : [
            `async (${item}, ${index}) => {`,
            ...indent([...each.block(block, inner, inCallback(place, "sum")), returnIn(each, inner, "sum")]),
            "}",
          ],
    );
    scope.lists.push(name);
    const [before, after] = around;
    return [
      ...made.lines,
      ...`const ${name} = (await ${before(made.name)}${lines.join("\n")}${after}).map((z): number => z.sum);`.split("\n"),
    ];
  };

interface MadeList {
  readonly name: string;
  /** What makes it. */
  readonly lines: readonly string[];
}

const isShallow = (_scope: Scope, { depth }: Place): boolean => depth < DEEPEST;
const constants = ({ choices }: Writer): MadeList => ({ name: choices.pick(["[1, 2]", "[3]", "SEEDS"]), lines: [] });
const either = (writer: Writer, scope: Scope): MadeList => (writer.choices.chance(0.5) ? constants(writer) : aList(writer, scope));
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
        ...member(writer, 0, () => [`${addCall(failingMore(writer), scope)},`]),
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
    fits: isShallow,
    write: mapOf(aList, ALL),
  },
  {
    name: "limited map",
    weight: 6,
    blocks: 1,
    fits: isShallow,
    write: mapOf(either, [(list) => `parallelMap(${list}, `, ", { concurrency: 1 })"]),
  },
  {
    name: "all settled",
    weight: 7,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const members = [
        ...member(writer, 0, () => [`${addCall(failingMore(writer), scope)},`]),
        ...member(writer, 1, () => inlineMember(writer, scope, place, block, "text")),
      ];
      const [a, b, sum, text] = [writer.name("r"), writer.name("r"), writer.name("n"), writer.name("s")];
      scope.numbers.push(sum);
      scope.texts.push(text);
      return [
        `const [${a}, ${b}] = await Promise.allSettled([`,
        ...members,
        "]);",
        `const ${sum} = ${a}.status === "fulfilled" ? ${a}.value.sum : -1;`,
        `const ${text} = ${b}.status === "fulfilled" ? ${b}.value.text : String(${b}.status);`,
      ];
    },
  },
  {
    name: "settled map",
    weight: 5,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const made = either(writer, scope);
      const [item, index, results, name] = [writer.name("x"), writer.name("i"), writer.name("rs"), writer.name("zs")];
      const inner = parallelScope(scope);
      inner.numbers.push(item, index);
      const lines = writer.copied(index, (each) => [
        `async (${item}, ${index}) => {`,
        ...indent([
          ...each.block(block, inner, inCallback(place, "sum")),
          `await ${noteCall(failingMore(each), inner)};`,
          returnIn(each, inner, "sum"),
        ]),
        "}",
      ]);
      scope.lists.push(name);
      return [
        ...made.lines,
        ...`const ${results} = await Promise.allSettled(${made.name}.map(${lines.join("\n")}));`.split("\n"),
        `const ${name} = ${results}.map((r): number => (r.status === "fulfilled" ? r.value.sum : -1));`,
      ];
    },
  },
];
