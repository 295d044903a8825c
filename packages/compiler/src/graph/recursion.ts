/** Functions that are being read: one that calls itself has an end only while it is given constants. */
import type { FunctionExpression, Handle } from "../frontend/syntax.ts";
import type { Interpreter } from "./interpreter.ts";

const DEEPEST = 100;
const open = new WeakMap<Interpreter, Map<Handle, number>>();

export const isOpen = (it: Interpreter, fn: FunctionExpression): boolean => (open.get(it)?.get(fn.handle) ?? 0) > 0;

/** To be left again by the function that is returned; undefined = it calls itself too often. */
export function enter(it: Interpreter, fn: FunctionExpression): (() => void) | undefined {
  let depths = open.get(it);
  if (depths === undefined) open.set(it, (depths = new Map<Handle, number>()));
  const known = depths;
  const depth = known.get(fn.handle) ?? 0;
  if (depth >= DEEPEST) return undefined;
  known.set(fn.handle, depth + 1);
  return () => void known.set(fn.handle, depth);
}
