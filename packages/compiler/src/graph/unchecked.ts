/** Reads that TypeScript trusts and JavaScript does not: `list[0]` has the type of an item whether there is one or not. */
import { refsOf, type Value } from "@dagwright/protocol";
import type { Interpreter } from "./interpreter.ts";
import type { Val } from "./values.ts";

/** Whether the value, or a part of it, may be absent although its type says nothing of it. Results of a known number of members are there. */
export const mayBeMissing = (it: Interpreter, value: Value): boolean =>
  refsOf(value).some((ref) => ref.path.some((key, index) => typeof key === "number" && !(index === 0 && it.tuples.has(ref.node))));

export const isUnchecked = (it: Interpreter, val: Val): boolean => val.kind === "symbolic" && mayBeMissing(it, val.value);
