/** Statements in sequence: awaited steps, glue, variables, and a promise that is awaited later. */
import { addCall, aLet, flagCall, noteCall, packCall, rangeCall, sayCall } from "./calls.ts";
import { glueIn, numberIn, textIn, truthIn } from "./expressions.ts";
import { innerScope } from "./scope.ts";
import { failingMore, notEnding, type StatementKind } from "./writer.ts";

export const addStep: StatementKind = {
  name: "step",
  weight: 10,
  write: (writer, scope) => {
    const call = addCall(writer, scope);
    const name = writer.name("n");
    scope.numbers.push(name);
    return [`const { sum: ${name} } = await ${call};`];
  },
};

export const BINDINGS: readonly StatementKind[] = [
  addStep,
  {
    name: "step",
    weight: 5,
    write: (writer, scope) => {
      const call = sayCall(writer, scope);
      const name = writer.name("s");
      scope.texts.push(name);
      return [`const { text: ${name} } = await ${call};`];
    },
  },
  { name: "step", weight: 3, write: (writer, scope) => [`await ${noteCall(writer, scope)};`] },
  {
    name: "step",
    weight: 5,
    write: (writer, scope) => {
      const call = rangeCall(writer, scope);
      const name = writer.name("xs");
      scope.lists.push(name);
      return [`const { items: ${name} } = await ${call};`];
    },
  },
  {
    name: "step",
    weight: 3,
    write: (writer, scope) => {
      const call = flagCall(writer, scope);
      const name = writer.name("f");
      scope.truths.push(name);
      return [`const ${name} = await ${call};`];
    },
  },
  {
    name: "step",
    weight: 4,
    write: (writer, scope) => {
      const call = packCall(writer, scope);
      const name = writer.name("o");
      scope.packs.push(name);
      return [`const ${name} = await ${call};`];
    },
  },
  {
    name: "glue",
    weight: 7,
    write: (writer, scope) => {
      const [tag, value] = [writer.tag(), glueIn(writer, scope)];
      const fails = writer.choices.chance(writer.failing * 3) ? `, fail: ${value} > ${writer.choices.below(4)}` : "";
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const { sum: ${name} } = await add({ tag: ${tag}, a: ${value}, b: 1${fails} });`];
    },
  },
  {
    name: "list",
    silent: true,
    weight: 3,
    fits: ({ lists }) => lists.length > 0,
    write: (writer, scope) => {
      const condition = `y ${writer.choices.pick([">", "<"])} ${numberIn(writer, scope)}`;
      const list = writer.choices.pick(scope.lists);
      const name = writer.name("ys");
      scope.lists.push(name);
      return [`const ${name} = ${list}.filter((y) => ${condition}).map((y) => y * 2);`];
    },
  },
  {
    name: "let",
    silent: true,
    weight: 4,
    write: (writer, scope) => {
      const value = numberIn(writer, scope);
      const name = writer.name("l");
      scope.numbers.push(name);
      scope.numberLets.push(name);
      return [`let ${name}: number = ${value};`];
    },
  },
  {
    name: "let",
    silent: true,
    weight: 2,
    write: (writer, scope) => {
      const value = textIn(writer, scope);
      const name = writer.name("m");
      scope.texts.push(name);
      scope.textLets.push(name);
      return [`let ${name}: string = ${value};`];
    },
  },
  {
    name: "let",
    silent: true,
    weight: 6,
    fits: ({ numberLets }) => numberLets.length > 0,
    write: (writer, scope) => [`${writer.choices.pick(scope.numberLets)} = ${numberIn(writer, scope)};`],
  },
  {
    name: "assigned step",
    weight: 8,
    write: (writer, scope) => {
      const { name, lines } = aLet(writer, scope);
      return [...lines, `${name} = (await ${addCall(failingMore(writer), scope)}).sum;`];
    },
  },
  {
    name: "let",
    silent: true,
    weight: 4,
    fits: ({ textLets }) => textLets.length > 0,
    write: (writer, scope) => [`${writer.choices.pick(scope.textLets)} = ${textIn(writer, scope)};`],
  },
  {
    name: "conditional await",
    weight: 11,
    write: (writer, scope) => {
      const [condition, then] = [truthIn(writer, scope), `(await ${addCall(failingMore(writer), scope)}).sum`];
      const otherwise = writer.choices.chance(0.6) ? `(await ${addCall(failingMore(writer), scope)}).sum` : numberIn(writer, scope);
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const ${name} = ${condition} ? ${then} : ${otherwise};`];
    },
  },
  {
    name: "called pipeline",
    weight: 6,
    write: (writer, scope) => {
      const tag = writer.tag();
      const argument = writer.choices.chance(writer.failing * 2) ? "13" : numberIn(writer, scope);
      const more = writer.choices.chance(0.4) ? `, y: ${numberIn(writer, scope)}` : "";
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const ${name} = await helper({ tag: ${tag}, x: ${argument}${more} });`];
    },
  },
  {
    name: "helper over steps",
    weight: 6,
    write: (writer, scope) => {
      const tag = writer.tag();
      const argument = writer.choices.chance(writer.failing * 2) ? "13" : numberIn(writer, scope);
      const more = writer.choices.chance(0.4) ? `, ${numberIn(writer, scope)}` : "";
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const ${name} = await bounded(${tag}, ${argument}${more});`];
    },
  },
  // Awaited on every path: so nothing between it may end the body, and it may stand in no block.
  {
    name: "later await",
    weight: 6,
    blocks: 1,
    fits: (_scope, { isOutermost }) => isOutermost,
    write: (writer, scope, place, [between]) => {
      const call = writer.beside(0, () => addCall(failingMore(writer), scope));
      const [promise, name] = [writer.name("p"), writer.name("n")];
      const inner = innerScope(scope);
      const lines = writer.beside(1, () => writer.block(between, inner, notEnding(place)));
      scope.numbers.push(name);
      return [`const ${promise} = ${call};`, "{", ...lines.map((line) => `  ${line}`), "}", `const { sum: ${name} } = await ${promise};`];
    },
  },
];
