/** Promises that are kept in variables: lists of them, one that is awaited twice, one that both sides of a branch await, and joins in joins. */
import { addCall, aList, noteCall, sayCall } from "./calls.ts";
import { numberIn, truthIn } from "./expressions.ts";
import { either, mapper, sumsOf } from "./lists.ts";
import { innerScope, parallelScope, type Scope } from "./scope.ts";
import { deeper, failingMore, indent, isShallow, notEnding, type StatementKind, type Writer } from "./writer.ts";

const twoCalls = (writer: Writer, scope: Scope): string =>
  `[${[0, 1].map((member) => writer.beside(member, () => addCall(failingMore(writer), scope))).join(", ")}]`;

/** As `async` functions they could not be awaited later. */
function callsOverConstants(writer: Writer, scope: Scope): string {
  const [item, index] = [writer.name("x"), writer.name("i")];
  const inner = parallelScope(scope);
  inner.numbers.push(item, index);
  return `SEEDS.map(${writer.copied(index, (each) => `(${item}, ${index}) => ${addCall(failingMore(each), inner)}`)})`;
}

export const PROMISES: readonly StatementKind[] = [
  {
    name: "stored map",
    weight: 6,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const list = either(writer, scope);
      const promises = writer.name("ps");
      const lines = mapper(writer, scope, place, block);
      return [
        ...list.lines,
        ...`const ${promises} = ${list.name}.map(${lines});`.split("\n"),
        ...sumsOf(writer, scope, `Promise.all(${promises})`),
      ];
    },
  },
  // As for one that is awaited later: nothing between may end the body.
  {
    name: "stored list",
    weight: 6,
    blocks: 1,
    fits: (_scope, { isOutermost }) => isOutermost,
    write: (writer, scope, place, [between]) => {
      const list = writer.choices.chance(0.5) ? callsOverConstants(writer, scope) : twoCalls(writer, scope);
      const promises = writer.name("ps");
      const lines = writer.beside(2, () => writer.block(between, innerScope(scope), notEnding(place)));
      return [`const ${promises} = ${list};`, "{", ...indent(lines), "}", ...sumsOf(writer, scope, `Promise.all(${promises})`)];
    },
  },
  {
    name: "awaited twice",
    weight: 6,
    write: (writer, scope) => {
      const call = addCall(failingMore(writer), scope);
      const [promise, first, second] = [writer.name("p"), writer.name("n"), writer.name("n")];
      const between = writer.choices.chance(0.5) ? [`await ${noteCall(failingMore(writer), scope)};`] : [];
      scope.numbers.push(first, second);
      if (writer.choices.chance(0.6))
        return [
          `const ${promise} = ${call};`,
          `const { sum: ${first} } = await ${promise};`,
          ...between,
          `const ${second} = (await ${promise}).sum;`,
        ];
      const error = writer.name("e");
      return [
        `let ${first}: number = ${writer.choices.below(9)};`,
        `let ${second} = ${first};`,
        `const ${promise} = ${call};`,
        "try {",
        `  ${first} = (await ${promise}).sum;`,
        ...indent(between),
        `  ${second} = (await ${promise}).sum + ${first};`,
        `} catch (${error}) {`,
        `  await note({ tag: ${writer.tag()}, text: (${error} as Error).message });`,
        "}",
      ];
    },
  },
  {
    name: "awaited in branches",
    weight: 6,
    blocks: 2,
    write: (writer, scope, place, blocks) => {
      const condition = truthIn(writer, scope);
      const call = addCall(failingMore(writer), scope);
      const [promise, name] = [writer.name("p"), writer.name("n")];
      const side = (at: number): readonly string[] => {
        const inner = innerScope(scope);
        const sum = writer.name("n");
        inner.numbers.push(sum);
        const lines = [`const { sum: ${sum} } = await ${promise};`, ...writer.block(blocks[at], inner, deeper(place))];
        return indent([...lines, `${name} = ${numberIn(writer, inner)};`]);
      };
      const lines = [`if (${condition}) {`, ...side(0), "} else {", ...side(1), "}"];
      scope.numbers.push(name);
      return [`const ${promise} = ${call};`, `let ${name}: number;`, ...lines];
    },
  },
  {
    name: "nested all",
    weight: 7,
    blocks: 1,
    fits: isShallow,
    write: (writer, scope, place, [block]) => {
      const list = writer.choices.chance(0.6) ? aList(writer, scope) : either(writer, scope);
      const pair = writer.beside(0, () =>
        indent([
          "Promise.all([",
          ...writer.beside(0, () => indent([`${addCall(writer, scope)},`])),
          ...writer.beside(1, () => indent([`${sayCall(failingMore(writer), scope)},`])),
          "]),",
        ]),
      );
      const map = writer.beside(1, () => indent(`Promise.all(${list.name}.map(${mapper(writer, scope, place, block)})),`.split("\n")));
      const [sum, text, made] = [writer.name("n"), writer.name("s"), writer.name("made")];
      scope.numbers.push(sum);
      scope.texts.push(text);
      return [
        ...list.lines,
        `const [[{ sum: ${sum} }, { text: ${text} }], ${made}] = await Promise.all([`,
        ...pair,
        ...map,
        "]);",
        ...sumsOf(writer, scope, made),
      ];
    },
  },
];
