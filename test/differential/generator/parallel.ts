/** Statements that start several things at once: `Promise.all` of members and of maps, `parallelMap`. */
import { addCall, aList, noteCall, sayCall } from "./calls.ts";
import { returnIn } from "./control.ts";
import { constants, either, mapper, sumsOf, type MadeList } from "./lists.ts";
import type { Block } from "./plan.ts";
import { parallelScope, type Scope } from "./scope.ts";
import { failingMore, inCallback, indent, isShallow, type Place, type StatementKind, type Writer } from "./writer.ts";

/** `(async () => { …; return { text } })()` */
function inlineMember(writer: Writer, scope: Scope, place: Place, block: Block | undefined, last: "sum" | "text"): readonly string[] {
  const inner = parallelScope(scope);
  const lines = writer.block(block, inner, inCallback(place, last));
  return ["(async () => {", ...indent([...lines, returnIn(writer, inner, last)]), "})(),"];
}

const member = (writer: Writer, index: number, lines: () => readonly string[]): readonly string[] =>
  writer.beside(index, () => indent(lines()));

const stepAndInline = (writer: Writer, scope: Scope, place: Place, block: Block | undefined): readonly string[] => [
  ...member(writer, 0, () => [`${addCall(failingMore(writer), scope)},`]),
  ...member(writer, 1, () => inlineMember(writer, scope, place, block, "text")),
];

/** A map over a list with a body of its own, as a list of the numbers it gives. */
const mapOf =
  (list: (writer: Writer, scope: Scope) => MadeList, join: (list: string, mapper: string) => string): StatementKind["write"] =>
  (writer, scope, place, [block]) => {
    const made = list(writer, scope);
    return [...made.lines, ...sumsOf(writer, scope, join(made.name, mapper(writer, scope, place, block)))];
  };

const all = (list: string, mapper: string): string => `Promise.all(${list}.map(${mapper}))`;

/** The members of a join that gives a number and a text, and the variables for them. */
const sumAndText = (writer: Writer, scope: Scope, members: readonly string[]): readonly string[] => {
  const [sum, text] = [writer.name("n"), writer.name("s")];
  scope.numbers.push(sum);
  scope.texts.push(text);
  return [`const [{ sum: ${sum} }, { text: ${text} }] = await Promise.all([`, ...members, "]);"];
};

export const PARALLEL: readonly StatementKind[] = [
  {
    name: "all of steps",
    weight: 6,
    write: (writer, scope) => {
      const members = [
        ...member(writer, 0, () => [`${addCall(writer, scope)},`]),
        ...member(writer, 1, () => [`${sayCall(failingMore(writer), scope)},`]),
        ...(writer.choices.chance(0.3) ? member(writer, 2, () => [`${noteCall(writer, scope)},`]) : []),
      ];
      return sumAndText(writer, scope, members);
    },
  },
  {
    name: "inline member",
    weight: 12,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => sumAndText(writer, scope, stepAndInline(writer, scope, place, block)),
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
      return sumAndText(writer, scope, members);
    },
  },
  { name: "map over constants", weight: 6, blocks: 1, fits: isShallow, write: mapOf(constants, all) },
  {
    name: "map over outputs",
    weight: 10,
    blocks: 1,
    fits: isShallow,
    write: mapOf(aList, all),
  },
  {
    name: "limited map",
    weight: 6,
    blocks: 1,
    fits: isShallow,
    write: mapOf(either, (list, mapper) => `parallelMap(${list}, ${mapper}, { concurrency: 1 })`),
  },
  {
    name: "all settled",
    weight: 7,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const members = stepAndInline(writer, scope, place, block);
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
      const [results, name] = [writer.name("rs"), writer.name("zs")];
      const lines = mapper(writer, scope, place, block, (each, inner) => [`await ${noteCall(failingMore(each), inner)};`]);
      scope.lists.push(name);
      return [
        ...made.lines,
        ...`const ${results} = await Promise.allSettled(${made.name}.map(${lines}));`.split("\n"),
        `const ${name} = ${results}.map((r): number => (r.status === "fulfilled" ? r.value.sum : -1));`,
      ];
    },
  },
];
