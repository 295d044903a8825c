/** Statements about what values are made of: spread, rest, optional parts, keys; and a step that is tried again. */
import { aPack, failure, packCall } from "./calls.ts";
import { numberIn } from "./expressions.ts";
import { failingMore, type StatementKind } from "./writer.ts";

export const DATA: readonly StatementKind[] = [
  {
    name: "spread",
    weight: 7,
    write: (writer, scope) => {
      const [tag, base, name] = [writer.tag(), writer.name("base"), writer.name("n")];
      const given = `{ a: ${numberIn(writer, scope)}, b: ${numberIn(writer, scope)} }`;
      const over = writer.choices.pick([`b: ${numberIn(writer, scope)}`, `...{ a: ${numberIn(writer, scope)} }`]);
      const lines = [
        `const ${base} = ${given};`,
        `const { sum: ${name} } = await add({ tag: ${tag}, ...${base}, ${over}${failure(failingMore(writer), scope)} });`,
      ];
      scope.numbers.push(name);
      return lines;
    },
  },
  {
    name: "optional parts",
    weight: 6,
    write: (writer, scope) => {
      const { name: pack, lines } = aPack(writer, scope);
      const tag = writer.tag();
      const [a, b] = [`${pack}.inner?.k ?? ${numberIn(writer, scope)}`, `(${pack}.b?.length ?? ${numberIn(writer, scope)})`];
      const fails = failure(failingMore(writer), scope);
      const name = writer.name("n");
      scope.numbers.push(name);
      return [...lines, `const { sum: ${name} } = await add({ tag: ${tag}, a: ${a}, b: ${b}${fails} });`];
    },
  },
  {
    name: "constant key",
    weight: 6,
    write: (writer, scope) => {
      const tag = writer.tag();
      const [a, b, fails] = [numberIn(writer, scope), numberIn(writer, scope), failure(failingMore(writer), scope)];
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const { sum: ${name} } = await add({ tag: ${tag}, [KEY]: ${a}, b: ${b}${fails} });`];
    },
  },
  {
    name: "enum",
    weight: 7,
    write: (writer, scope) => {
      const tag = writer.tag();
      const [a, fails] = [numberIn(writer, scope), failure(failingMore(writer), scope)];
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const { sum: ${name} } = await add({ tag: ${tag}, a: ${a}, b: LEVELS.${writer.choices.pick(["low", "high"])}${fails} });`];
    },
  },
  {
    name: "retry",
    weight: 6,
    write: (writer, scope) => {
      const tag = writer.tag();
      const failures = writer.choices.chance(writer.failing * 1.5)
        ? "2"
        : writer.choices.pick(["1", "0", `(${numberIn(writer, scope)} > 4 ? 1 : 0)`]);
      const name = writer.name("n");
      scope.numbers.push(name);
      return [`const { sum: ${name} } = await flaky({ tag: ${tag}, failures: ${failures} });`];
    },
  },
  {
    name: "rest",
    weight: 6,
    write: (writer, scope) => {
      const [call, tag] = [packCall(writer, scope), writer.tag()];
      const [a, rest] = [writer.name("n"), writer.name("rest")];
      const [b, fails] = [`${rest}.inner?.k ?? ${numberIn(writer, scope)}`, failure(failingMore(writer), scope)];
      const name = writer.name("n");
      scope.numbers.push(a, name);
      return [
        `const { a: ${a}, ...${rest} } = await ${call};`,
        `const { sum: ${name} } = await add({ tag: ${tag}, a: ${a}, b: ${b}${fails} });`,
      ];
    },
  },
];
