/**
 * Promises that are kept in variables before they are awaited. A step is started where it is called; an inline async function, a fan-out or a
 * join begins where it is awaited, which is the same thing only as long as nothing else has been awaited in between.
 */
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import { capturedBy } from "./captured.ts";
import type { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { POISON, type AllVal, type AsyncCallVal, type EachVal, type Val } from "./values.ts";

type Lazy = AsyncCallVal | EachVal | AllVal;

interface Stored {
  readonly frame: Frame;
  /** What had been awaited. */
  readonly frontier: string;
  /** How many assignments the region had. */
  readonly assignments: number;
  /** What it came to, once it was awaited, and how: a list of promises by `Promise.all` or by `Promise.allSettled`. */
  result?: Val;
  join?: EachVal["join"];
}

const kept = new WeakMap<Val, Stored>();

/** Notes where the promises in a value were made. */
export function keep(val: Val, at: Expression | undefined, place: Place): void {
  const made = lazyIn(val).filter((promise) => !kept.has(promise));
  for (const promise of made)
    kept.set(promise, { frame: place.frame, frontier: place.frame.frontier.join(" "), assignments: place.frame.log.length });
  if (made.length > 0 && at !== undefined) place.frame.kept.push({ promises: made, at });
}

function lazyIn(val: Val): readonly Lazy[] {
  switch (val.kind) {
    case "asyncCall":
    case "each":
    case "all":
      return [val];
    case "list":
      return val.items.flatMap(lazyIn);
    case "record":
      return [...val.fields.values()].flatMap(lazyIn);
    default:
      return [];
  }
}

/** What a promise came to before, or poison where it is too late to begin; undefined = it begins here. */
export function awaitedBefore(it: Interpreter, promise: Lazy, at: Expression, place: Place): Val | undefined {
  const stored = kept.get(promise);
  if (stored === undefined) return undefined;
  if (stored.result !== undefined) {
    if (stored.join === joinOf(promise)) return stored.result;
    it.report(body("DW2211", at, promise.call));
    return POISON;
  }
  if (stored.frame === place.frame && stored.frontier === place.frame.frontier.join(" "))
    return changedSince(it, stored, promise, at, place);
  it.report(body("DW2208", at, promise.call));
  stored.result = POISON;
  return POISON;
}

/** Between the call and its `await`, variables that its function shares may have got other values than they had for JavaScript. */
function changedSince(it: Interpreter, stored: Stored, promise: Lazy, at: Expression, place: Place): Val | undefined {
  const { reads, writes } = capturedBy(it, promise, place);
  const changed = place.frame.log.slice(stored.assignments).find(({ binding }) => reads.has(binding))?.binding;
  const [written] = writes;
  if (changed === undefined && written === undefined) return undefined;
  const cause = changed === undefined ? `it assigns \`${written?.name ?? ""}\`` : `\`${changed.name}\` is assigned in between`;
  it.report(body("DW2213", at, { text: promise.call.text, cause }));
  stored.result = POISON;
  return POISON;
}

export function remember(promise: Lazy, result: Val): void {
  const stored = kept.get(promise);
  if (stored === undefined) return;
  stored.result = result;
  const join = joinOf(promise);
  if (join !== undefined) stored.join = join;
}

/** A list of promises and what waits for all of them. */
export function keptAs(list: EachVal, joined: EachVal): EachVal {
  const stored = kept.get(list);
  if (stored !== undefined) kept.set(joined, stored);
  return joined;
}

const joinOf = (promise: Lazy): EachVal["join"] => (promise.kind === "each" ? promise.join : undefined);

/** Promises of a region that nobody has awaited. */
export const forgotten = (frame: Frame): readonly Expression[] =>
  frame.kept
    .filter(({ promises }) => promises.some((promise) => kept.has(promise) && kept.get(promise)?.result === undefined))
    .map(({ at }) => at);
