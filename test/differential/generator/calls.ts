/** Calls of the steps in `tagged-steps.ts`, without their `await`. */
import { numberIn, textIn, truthIn } from "./expressions.ts";
import type { Scope } from "./scope.ts";
import type { Writer } from "./writer.ts";

type WriteCall = (writer: Writer, scope: Scope) => string;

/** Whether a call fails: some do always, some depending on a value, and of copies, often one alone. */
export function failureOf(writer: Writer, scope: Scope): string | undefined {
  const { choices, failing, index } = writer;
  if (!choices.chance(failing)) return undefined;
  if (index !== undefined && choices.chance(0.6)) return `${index} === ${choices.below(2)}`;
  return choices.chance(0.4) ? truthIn(writer, scope) : "true";
}

export function failure(writer: Writer, scope: Scope): string {
  const fails = failureOf(writer, scope);
  return fails === undefined ? "" : `, fail: ${fails}`;
}

export const argsOfAdd: WriteCall = (writer, scope) =>
  `{ tag: ${writer.tag()}, a: ${numberIn(writer, scope)}, b: ${numberIn(writer, scope)}${failure(writer, scope)} }`;

export const addCall: WriteCall = (writer, scope) => `add(${argsOfAdd(writer, scope)})`;

export const sayCall: WriteCall = (writer, scope) =>
  `say({ tag: ${writer.tag()}, text: ${textIn(writer, scope)}${failure(writer, scope)} })`;

export const noteCall: WriteCall = (writer, scope) =>
  `note({ tag: ${writer.tag()}, text: ${textIn(writer, scope)}${failure(writer, scope)} })`;

export const rangeCall: WriteCall = (writer, scope) =>
  `range({ tag: ${writer.tag()}, n: ${numberIn(writer, scope)}${failure(writer, scope)} })`;

export const flagCall: WriteCall = (writer, scope) =>
  `flag({ tag: ${writer.tag()}, x: ${numberIn(writer, scope)}${failure(writer, scope)} })`;

export const packCall: WriteCall = (writer, scope) =>
  `pack({ tag: ${writer.tag()}, a: ${numberIn(writer, scope)}${failure(writer, scope)} })`;

/** A list to read, made first where there is none. */
export function aList(writer: Writer, scope: Scope): { readonly name: string; readonly lines: readonly string[] } {
  if (scope.lists.length > 0 && writer.choices.chance(0.8)) return { name: writer.choices.pick(scope.lists), lines: [] };
  const size = writer.choices.pick(["2", "3", "1", numberIn(writer, scope)]);
  const name = writer.name("xs");
  scope.lists.push(name);
  return { name, lines: [`const { items: ${name} } = await range({ tag: ${writer.tag()}, n: ${size} });`] };
}

export function aPack(writer: Writer, scope: Scope): { readonly name: string; readonly lines: readonly string[] } {
  if (scope.packs.length > 0 && writer.choices.chance(0.7)) return { name: writer.choices.pick(scope.packs), lines: [] };
  const call = packCall(writer, scope);
  const name = writer.name("o");
  scope.packs.push(name);
  return { name, lines: [`const ${name} = await ${call};`] };
}

export function aLet(writer: Writer, scope: Scope): { readonly name: string; readonly lines: readonly string[] } {
  if (scope.numberLets.length > 0) return { name: writer.choices.pick(scope.numberLets), lines: [] };
  const value = numberIn(writer, scope);
  const name = writer.name("l");
  scope.numbers.push(name);
  scope.numberLets.push(name);
  return { name, lines: [`let ${name}: number = ${value};`] };
}
