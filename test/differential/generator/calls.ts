/** Calls of the steps in `tagged-steps.ts`, without their `await`. */
import { numberIn, textIn, truthIn } from "./expressions.ts";
import type { Scope } from "./scope.ts";
import type { Writer } from "./writer.ts";

type WriteCall = (writer: Writer, scope: Scope) => string;

/** Some calls fail always, some depending on a value. */
export function failure(writer: Writer, scope: Scope): string {
  if (!writer.choices.chance(writer.failing)) return "";
  return `, fail: ${writer.choices.chance(0.4) ? truthIn(writer, scope) : "true"}`;
}

export const addCall: WriteCall = (writer, scope) =>
  `add({ tag: ${writer.tag()}, a: ${numberIn(writer, scope)}, b: ${numberIn(writer, scope)}${failure(writer, scope)} })`;

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
