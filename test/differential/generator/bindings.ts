/** Statements in sequence: awaited steps, glue, variables, and a promise that is awaited later. */
import { addCall, flagCall, noteCall, rangeCall, sayCall } from "./calls.ts";
import { numberIn, textIn, truthIn } from "./expressions.ts";
import type { StatementKind } from "./writer.ts";

export const BINDINGS: readonly StatementKind[] = [
  {
    weight: 12,
    write: (writer, scope) => {
      const call = addCall(writer, scope);
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const { sum: ${name} } = await ${call};`];
    },
  },
  {
    weight: 6,
    write: (writer, scope) => {
      const call = sayCall(writer, scope);
      const name = writer.name("s");
      scope.texts.push(name);
      return [`const { text: ${name} } = await ${call};`];
    },
  },
  { weight: 6, write: (writer, scope) => [`await ${noteCall(writer, scope)};`] },
  {
    weight: 5,
    write: (writer, scope) => {
      const call = rangeCall(writer, scope);
      const name = writer.name("xs");
      scope.lists.push(name);
      return [`const { items: ${name} } = await ${call};`];
    },
  },
  {
    weight: 4,
    write: (writer, scope) => {
      const call = flagCall(writer, scope);
      const name = writer.name("f");
      scope.truths.push(name);
      return [`const ${name} = await ${call};`];
    },
  },
  {
    weight: 4,
    fits: ({ lists }) => lists.length > 0,
    write: (writer, scope) => {
      const condition = `y ${writer.random.pick([">", "<"])} ${numberIn(writer, scope)}`;
      const list = writer.random.pick(scope.lists);
      const name = writer.name("ys");
      scope.lists.push(name);
      return [`const ${name} = ${list}.filter((y) => ${condition}).map((y) => y * 2);`];
    },
  },
  {
    weight: 5,
    write: (writer, scope) => {
      const value = numberIn(writer, scope);
      const name = writer.name("l");
      scope.numbers.push(name);
      scope.numberLets.push(name);
      return [`let ${name}: number = ${value};`];
    },
  },
  {
    weight: 3,
    write: (writer, scope) => {
      const value = textIn(writer, scope);
      const name = writer.name("m");
      scope.texts.push(name);
      scope.textLets.push(name);
      return [`let ${name}: string = ${value};`];
    },
  },
  {
    weight: 14,
    fits: ({ numberLets }) => numberLets.length > 0,
    write: (writer, scope) => {
      const value = writer.random.chance(0.5) ? numberIn(writer, scope) : `(await ${addCall(writer, scope)}).sum`;
      return [`${writer.random.pick(scope.numberLets)} = ${value};`];
    },
  },
  {
    weight: 6,
    fits: ({ textLets }) => textLets.length > 0,
    write: (writer, scope) => [`${writer.random.pick(scope.textLets)} = ${textIn(writer, scope)};`],
  },
  {
    weight: 2,
    write: (writer, scope) => {
      const value = `${truthIn(writer, scope)} ? (await ${addCall(writer, scope)}).sum : ${numberIn(writer, scope)}`;
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const ${name} = ${value};`];
    },
  },
  {
    weight: 2,
    write: (writer, scope) => {
      const argument = numberIn(writer, scope);
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const ${name} = await ${writer.helper}({ x: ${argument} });`];
    },
  },
  // Awaited on every path only if nothing can come between: so not inside a branch.
  {
    weight: 3,
    fits: (_scope, { depth }) => depth === 0,
    write: (writer, scope) => {
      const call = addCall(writer, scope);
      const between = writer.random.chance(0.7) ? [`await ${writer.random.pick([sayCall, noteCall])(writer, scope)};`] : [];
      const [promise, name] = [writer.name("p"), writer.name("n")];
      scope.numbers.push(name);
      return [`const ${promise} = ${call};`, ...between, `const { sum: ${name} } = await ${promise};`];
    },
  },
];
