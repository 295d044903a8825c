/** Statements that repeat, and those that leave a turn early. */
import { addCall, aLet, aList, flagCall, noteCall } from "./calls.ts";
import { numberIn, truthIn } from "./expressions.ts";
import type { Block } from "./plan.ts";
import { innerScope, type Scope } from "./scope.ts";
import { deeper, failingMore, indent, isShallow, type Place, type StatementKind, type Writer } from "./writer.ts";

type Word = "break" | "continue";

/** `if (…) { …; break; }` */
function leave(writer: Writer, word: Word, scope: Scope, place: Place, block: Block | undefined): readonly string[] {
  const condition = truthIn(writer, scope);
  const inner = innerScope(scope);
  const lines = [...writer.block(block, inner, deeper(place)), `await ${noteCall(failingMore(writer), inner)};`, `${word};`];
  return [`if (${condition}) {`, ...indent(lines), "}"];
}

const leaving =
  (word: Word): StatementKind["write"] =>
  (writer, scope, place, [block]) =>
    leave(writer, word, scope, place, block);

/** The body of a loop, which may leave a turn early. */
function turn(
  writer: Writer,
  outer: Scope,
  place: Place,
  block: Block | undefined,
  variables: readonly string[],
  last: (scope: Scope) => readonly string[] = () => [],
): readonly string[] {
  const scope = innerScope(outer);
  scope.numbers.push(...variables);
  const inner: Place = { ...deeper(place, 2), mayBreak: true };
  const lines = [...writer.block(block, scope, inner)];
  if (writer.choices.chance(0.4)) {
    const word = writer.choices.pick(["break", "continue"] as const);
    lines.push(...writer.within(word, () => leave(writer, word, scope, inner, undefined)));
  }
  return indent([...lines, ...last(scope)]);
}

export const LOOPS: readonly StatementKind[] = [
  {
    name: "for of constants",
    weight: 9,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const item = writer.name("c");
      return [`for (const ${item} of ${writer.choices.pick(["SEEDS", "[3, 1, 2]"])}) {`, ...turn(writer, scope, place, block, [item]), "}"];
    },
  },
  {
    name: "for of outputs",
    weight: 8,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const { name: list, lines } = aList(writer, scope);
      const item = writer.name("o");
      return [...lines, `for (const ${item} of ${list}) {`, ...turn(writer, scope, place, block, [item]), "}"];
    },
  },
  {
    name: "carried let",
    weight: 8,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const list = aList(writer, scope);
      const { name, lines } = aLet(writer, scope);
      const [item, tag] = [writer.name("o"), writer.tag()];
      const body = turn(writer, scope, place, block, [item], () => [
        `${name} = (await add({ tag: ${tag}, a: ${name}, b: ${item}${writer.choices.chance(writer.failing) ? `, fail: ${item} === 2` : ""} })).sum;`,
      ]);
      return [...list.lines, ...lines, `for (const ${item} of ${list.name}) {`, ...body, "}"];
    },
  },
  {
    name: "push",
    weight: 9,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const { name: list, lines } = aList(writer, scope);
      const [item, made] = [writer.name("o"), writer.name("made")];
      const body = turn(writer, scope, place, block, [item], (inner) => [`${made}.push((await ${addCall(writer, inner)}).sum);`]);
      scope.lists.push(made);
      return [...lines, `const ${made}: number[] = [];`, `for (const ${item} of ${list}) {`, ...body, "}"];
    },
  },
  {
    name: "index for",
    weight: 9,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const index = writer.name("i");
      return [
        `for (let ${index} = 0; ${index} < ${writer.choices.pick(["2", "SEEDS.length", "3"])}; ${index}++) {`,
        ...turn(writer, scope, place, block, [index]),
        "}",
      ];
    },
  },
  {
    name: "bounded for",
    weight: 9,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const [index, done] = [writer.name("i"), writer.name("done")];
      const limit = `Math.min(3, ${numberIn(writer, scope)})`;
      const most = writer.name("n");
      const body = turn(writer, scope, place, block, [index], (inner) => [`${done} = await ${flagCall(writer, inner)};`]);
      return [
        `let ${done} = false;`,
        `const ${most} = ${limit};`,
        `for (let ${index} = 0; ${index} < ${most} && !${done}; ${index}++) {`,
        ...body,
        "}",
      ];
    },
  },
  {
    name: "while",
    weight: 9,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const [left, tag] = [writer.name("w"), writer.tag()];
      const fails = writer.choices.chance(writer.failing) ? `, fail: ${left} === 1` : "";
      const condition = writer.choices.chance(0.5) ? ` && ${truthIn(writer, scope)}` : "";
      const body = turn(writer, scope, place, block, [left]);
      return [
        `let ${left}: number = ${writer.choices.pick(["2", "3"])};`,
        `while (${left} > 0${condition}) {`,
        ...indent([`${left}--;`, `await note({ tag: ${tag}, text: \`\${${left}}\`${fails} });`]),
        ...body,
        "}",
      ];
    },
  },
  {
    name: "do while",
    weight: 7,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const left = writer.name("w");
      const again = `await ${flagCall(writer, scope)}`;
      const body = turn(writer, scope, place, block, [left]);
      return [`let ${left}: number = ${writer.choices.pick(["2", "3"])};`, "do {", ...body, `} while (--${left} > 0 && (${again}));`];
    },
  },
  {
    name: "loop with a maximum",
    weight: 9,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const count = writer.name("turn");
      const leaves = `if (${count} > ${writer.choices.below(3)} || (await ${flagCall(writer, scope)})) break;`;
      return [`for (const ${count} of loop({ max: 3 })) {`, ...indent([leaves]), ...turn(writer, scope, place, block, [count]), "}"];
    },
  },
  { name: "break", weight: 28, blocks: 1, fits: (_scope, { mayBreak }) => mayBreak, write: leaving("break") },
  { name: "continue", weight: 28, blocks: 1, fits: (_scope, { mayBreak }) => mayBreak, write: leaving("continue") },
];
