/** How a list of statements ends. */
import type { Value } from "@dagwright/protocol";
import { UNDEFINED, type Val } from "./values.ts";

/** The ways out that are not the end: of the function, or of the innermost loop. */
export type Exit = "return" | "break" | "continue";

export type Completion =
  | { readonly kind: "normal" }
  | { readonly kind: "returned"; readonly val: Val }
  | { readonly kind: "thrown" }
  | { readonly kind: "break" }
  | { readonly kind: "continue" }
  | MaybeCompletion;

/** Left on some paths: each exit's boolean says whether it was taken, `val` what was returned; at most one is true. */
export interface MaybeCompletion {
  readonly kind: "maybe";
  readonly exits: ReadonlyMap<Exit, Value>;
  readonly val: Val;
  /** Whether the end may be reached as well. */
  readonly falls: boolean;
}

export const NORMAL: Completion = { kind: "normal" };
export const THROWN: Completion = { kind: "thrown" };

const TRUE: Value = { kind: "literal", value: true };

/** Every completion as exits. */
export function exitsOf(completion: Completion): Omit<MaybeCompletion, "kind"> {
  switch (completion.kind) {
    case "maybe":
      return completion;
    case "normal":
      return { exits: new Map(), val: UNDEFINED, falls: true };
    case "thrown":
      return { exits: new Map(), val: UNDEFINED, falls: false };
    case "returned":
      return { exits: new Map([["return", TRUE]]), val: completion.val, falls: false };
    case "break":
    case "continue":
      return { exits: new Map([[completion.kind, TRUE]]), val: UNDEFINED, falls: false };
  }
}

/** The other way round; where there is only one way, it is taken. */
export function completionOf({ exits, val, falls }: Omit<MaybeCompletion, "kind">): Completion {
  const [only, ...others] = exits.keys();
  if (only === undefined) return falls ? NORMAL : THROWN;
  if (falls || others.length > 0) return { kind: "maybe", exits, val, falls };
  return only === "return" ? { kind: "returned", val } : { kind: only };
}

/** What a statement that these exits belong to ends in: they are its own affair, and what follows it runs. */
export function absorbed(completion: Completion, own: readonly Exit[]): Completion {
  const { exits, val } = exitsOf(completion);
  const taken = own.some((exit) => exits.has(exit));
  if (!taken) return completion;
  return completionOf({ exits: new Map([...exits].filter(([exit]) => !own.includes(exit))), val, falls: true });
}

/** Whether any of the exits was taken. */
export function anyOf(exits: ReadonlyMap<Exit, Value>): Value {
  const [first, ...others] = exits.values();
  if (first === undefined) return { kind: "literal", value: false };
  return others.reduce<Value>((left, right) => ({ kind: "or", left, right }), first);
}

/** The value a function returned; undefined = it did not say one. */
export function returnedVal(completion: Completion): Val {
  return completion.kind === "returned" || completion.kind === "maybe" ? completion.val : UNDEFINED;
}
