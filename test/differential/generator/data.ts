/** Statements about what values are made of: spread, rest, optional parts, keys; and a step that is tried again. */
import { failure, packCall } from "./calls.ts";
import { numberIn } from "./expressions.ts";
import type { StatementKind } from "./writer.ts";

export const DATA: readonly StatementKind[] = [
  {
    name: "spread",
    weight: 3,
    write: (writer, scope) => {
      const [tag, base, name] = [writer.tag(), writer.name("base"), writer.name("n")];
      const lines = [
        `const ${base} = { a: ${numberIn(writer, scope)}, b: ${numberIn(writer, scope)} };`,
        writer.choices.chance(0.5)
          ? `const { sum: ${name} } = await add({ tag: ${tag}, ...${base}, b: ${numberIn(writer, scope)}${failure(writer, scope)} });`
          : `const { sum: ${name} } = await add({ tag: ${tag}, b: ${numberIn(writer, scope)}, ...${base}${failure(writer, scope)} });`,
      ];
      scope.numbers.push(name);
      return lines;
    },
  },
  {
    name: "optional parts",
    weight: 5,
    fits: ({ packs }) => packs.length > 0,
    write: (writer, scope) => {
      const [tag, pack] = [writer.tag(), writer.choices.pick(scope.packs)];
      const [a, b] = [`${pack}.inner?.k ?? ${numberIn(writer, scope)}`, `(${pack}.b?.length ?? ${numberIn(writer, scope)})`];
      const fails = failure(writer, scope);
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const { sum: ${name} } = await add({ tag: ${tag}, a: ${a}, b: ${b}${fails} });`];
    },
  },
  {
    name: "constant key",
    weight: 3,
    write: (writer, scope) => {
      const tag = writer.tag();
      const [a, b, fails] = [numberIn(writer, scope), numberIn(writer, scope), failure(writer, scope)];
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const { sum: ${name} } = await add({ tag: ${tag}, [KEY]: ${a}, b: ${b}${fails} });`];
    },
  },
  {
    name: "enum",
    weight: 2,
    write: (writer, scope) => {
      const tag = writer.tag();
      const [a, fails] = [numberIn(writer, scope), failure(writer, scope)];
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const { sum: ${name} } = await add({ tag: ${tag}, a: ${a}, b: LEVELS.${writer.choices.pick(["low", "high"])}${fails} });`];
    },
  },
  {
    name: "retry",
    weight: 4,
    write: (writer, scope) => {
      const tag = writer.tag();
      const failures = writer.choices.chance(writer.failing * 1.5) ? "2" : writer.choices.pick(["1", "0", `(${numberIn(writer, scope)} > 4 ? 1 : 0)`]);
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const { sum: ${name} } = await flaky({ tag: ${tag}, failures: ${failures} });`];
    },
  },
  {
    name: "rest",
    weight: 3,
    write: (writer, scope) => {
      const [call, tag] = [packCall(writer, scope), writer.tag()];
      const [a, rest, name] = [writer.name("n"), writer.name("rest"), writer.name("n")];
      const b = `${rest}.inner?.k ?? ${numberIn(writer, scope)}`;
      scope.numbers.push(a, name);
      return [`const { a: ${a}, ...${rest} } = await ${call};`, `const { sum: ${name} } = await add({ tag: ${tag}, a: ${a}, b: ${b} });`];
    },
  },
];
