/** Pure expressions over what is in scope: some become expressions of the IR, the rest glue. */
import type { Scope } from "./scope.ts";
import type { Writer } from "./writer.ts";

const DEEPEST_EXPRESSION = 2;

interface Choice {
  readonly weight: number;
  readonly write: () => string;
}

const choose = ({ choices }: Writer, from: readonly (Choice | undefined)[]): string =>
  choices.pickByWeight(from.filter((choice) => choice !== undefined)).write();

/** Only where there is a variable to read. */
const reading = (writer: Writer, weight: number, names: readonly string[], write: (name: string) => string): Choice | undefined =>
  names.length === 0 ? undefined : { weight, write: () => write(writer.choices.pick(names)) };

export function numberIn(writer: Writer, scope: Scope, depth = 0): string {
  const { choices } = writer;
  const literal = (): string => String(choices.below(9));
  if (depth > DEEPEST_EXPRESSION) return literal();
  const part = (): string => numberIn(writer, scope, depth + 1);
  return choose(writer, [
    { weight: 20, write: literal },
    reading(writer, 40, scope.numbers, (name) => name),
    reading(writer, 8, scope.lists, (list) => `${list}.length`),
    reading(writer, 8, scope.lists, (list) => `${list}.reduce((s, y) => s + y, 0)`),
    reading(writer, 5, scope.lists, (list) => `(${list}[${choices.below(2)}] ?? ${part()})`),
    reading(writer, 4, scope.texts, (text) => `${text}.length`),
    reading(writer, 4, scope.packs, (pack) => `${pack}.a`),
    { weight: 5, write: () => `(${truthIn(writer, scope, depth + 1)} ? ${part()} : ${part()})` },
    { weight: 3, write: () => `Math.max(${part()}, ${part()})` },
    { weight: 7, write: () => `(${part()} ${choices.pick(["+", "-", "*"])} ${part()})` },
  ]);
}

export function truthIn(writer: Writer, scope: Scope, depth = 0): string {
  const { choices } = writer;
  const number = (): string => numberIn(writer, scope, depth + 1);
  const comparison = (): string => `${number()} ${choices.pick(["<", ">", ">=", "<="])} ${number()}`;
  if (depth > DEEPEST_EXPRESSION) return comparison();
  const part = (): string => truthIn(writer, scope, depth + 1);
  return choose(writer, [
    { weight: 35, write: comparison },
    reading(writer, 25, scope.truths, (name) => name),
    reading(writer, 10, scope.lists, (list) => `${list}.some((y) => y > ${number()})`),
    { weight: 10, write: () => `(${part()} ${choices.pick(["&&", "||"])} ${part()})` },
    { weight: 10, write: () => `!(${part()})` },
    reading(writer, 10, scope.texts, (text) => `${text}.startsWith("a")`),
  ]);
}

export function textIn(writer: Writer, scope: Scope, depth = 0): string {
  const { choices } = writer;
  const literal = (): string => JSON.stringify(choices.pick(["a", "b", "abc", ""]));
  if (depth > DEEPEST_EXPRESSION) return literal();
  const template = (): string =>
    `\`${choices.pick(["x", "a-"])}\${${numberIn(writer, scope, depth + 1)}}\${${textIn(writer, scope, depth + 1)}}\``;
  return choose(writer, [
    { weight: 30, write: literal },
    reading(writer, 20, scope.texts, (name) => name),
    { weight: 40, write: template },
    reading(writer, 10, scope.texts, (name) => `${name}.toUpperCase()`),
  ]);
}

/** A number that only plain TypeScript can make. */
export const glueIn = (writer: Writer, scope: Scope): string => {
  const given = numberIn(writer, scope, 1);
  return choose(writer, [
    { weight: 10, write: () => `[${given}, ${numberIn(writer, scope, 2)}].reduce((s, y) => s * 3 + y, 1)` },
    { weight: 10, write: () => `Math.abs(${given}) % 7` },
    { weight: 5, write: () => `doubled(${given})` },
    reading(writer, 20, scope.lists, (list) => `${list}.filter((y) => y > ${given}).length`),
    reading(writer, 10, scope.texts, (text) => `${text}.split("a").length`),
  ]);
};
