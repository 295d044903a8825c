/** Pure expressions over what is in scope: some become expressions of the IR, the rest glue. */
import type { Scope } from "./scope.ts";
import type { Writer } from "./writer.ts";

const DEEPEST_EXPRESSION = 2;

interface Choice {
  readonly weight: number;
  readonly write: () => string;
}

const choose = ({ random }: Writer, choices: readonly (Choice | undefined)[]): string =>
  random.pickByWeight(choices.filter((choice) => choice !== undefined)).write();

/** Only where there is a variable to read. */
const reading = (writer: Writer, weight: number, names: readonly string[], write: (name: string) => string): Choice | undefined =>
  names.length === 0 ? undefined : { weight, write: () => write(writer.random.pick(names)) };

export function numberIn(writer: Writer, scope: Scope, depth = 0): string {
  const { random } = writer;
  const literal = (): string => String(random.below(9));
  if (depth > DEEPEST_EXPRESSION) return literal();
  const part = (): string => numberIn(writer, scope, depth + 1);
  return choose(writer, [
    { weight: 20, write: literal },
    reading(writer, 40, scope.numbers, (name) => name),
    reading(writer, 8, scope.lists, (list) => `${list}.length`),
    reading(writer, 8, scope.lists, (list) => `${list}.reduce((s, y) => s + y, 0)`),
    reading(writer, 5, scope.lists, (list) => `(${list}[${random.below(2)}] ?? ${part()})`),
    reading(writer, 4, scope.texts, (text) => `${text}.length`),
    { weight: 5, write: () => `(${truthIn(writer, scope, depth + 1)} ? ${part()} : ${part()})` },
    { weight: 3, write: () => `Math.max(${part()}, ${part()})` },
    { weight: 7, write: () => `(${part()} ${random.pick(["+", "-", "*"])} ${part()})` },
  ]);
}

export function truthIn(writer: Writer, scope: Scope, depth = 0): string {
  const { random } = writer;
  const number = (): string => numberIn(writer, scope, depth + 1);
  const comparison = (): string => `${number()} ${random.pick(["<", ">", ">=", "<="])} ${number()}`;
  if (depth > DEEPEST_EXPRESSION) return comparison();
  const part = (): string => truthIn(writer, scope, depth + 1);
  return choose(writer, [
    { weight: 35, write: comparison },
    reading(writer, 25, scope.truths, (name) => name),
    reading(writer, 10, scope.lists, (list) => `${list}.some((y) => y > ${number()})`),
    { weight: 10, write: () => `(${part()} ${random.pick(["&&", "||"])} ${part()})` },
    { weight: 10, write: () => `!(${part()})` },
    reading(writer, 10, scope.texts, (text) => `${text}.startsWith("a")`),
  ]);
}

export function textIn(writer: Writer, scope: Scope, depth = 0): string {
  const { random } = writer;
  const literal = (): string => JSON.stringify(random.pick(["a", "b", "abc", ""]));
  if (depth > DEEPEST_EXPRESSION) return literal();
  const template = (): string =>
    `\`${random.pick(["x", "a-"])}\${${numberIn(writer, scope, depth + 1)}}\${${textIn(writer, scope, depth + 1)}}\``;
  return choose(writer, [
    { weight: 30, write: literal },
    reading(writer, 20, scope.texts, (name) => name),
    { weight: 40, write: template },
    reading(writer, 10, scope.texts, (name) => `${name}.toUpperCase()`),
  ]);
}

/** A list of numbers: an earlier one, a literal, or a module's constant, over which a map is unrolled. */
export const listIn = ({ random }: Writer, { lists }: Scope): string =>
  lists.length > 0 && random.chance(0.6) ? random.pick(lists) : random.pick(["[1, 2]", "[3]", "SEEDS"]);
