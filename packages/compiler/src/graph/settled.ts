/** `Promise.allSettled`: each promise runs in a member of a group that gives failures as values, beginning where it was called. */
import { listedType, literalType, settledType, type GroupNode } from "@dagwright/ir";
import type { Field } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import type { Frame, Started } from "./frame.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { markAwaited } from "./mark-awaited.ts";
import { awaitedBefore, remember } from "./stored.ts";
import { known, POISON, symbolic, UNDEFINED, type Val } from "./values.ts";

type PromiseVal = Val & { kind: "started" | "asyncCall" | "each" | "all" };

/** Members that begin at the same place, so that one node holds them. */
interface Run {
  readonly after: readonly string[];
  readonly called: number;
  readonly places: { readonly index: number; readonly promise: PromiseVal }[];
}

export function awaitSettled(it: Interpreter, members: readonly Val[], at: Expression, place: Place, hint: Hint): Val {
  const results: Val[] = members.map(() => UNDEFINED);
  const waits: Started[] = [];
  const runs = new Map<string, Run>();
  for (const [index, val] of members.entries()) {
    const promise = pendingOf(it, val, at, place);
    if (promise === undefined) {
      results[index] = fulfilled(it.awaitVal(val, at, place));
      continue;
    }
    if (promise === "poison") {
      results[index] = POISON;
      continue;
    }
    const begins = beginOf(it, promise, place);
    if (begins === undefined) {
      it.report(body("DW2210", at, { text: textOf(promise) }));
      markAwaited(it, promise);
      results[index] = POISON;
      continue;
    }
    const key = begins.after.join(" ");
    const run = runs.get(key) ?? { ...begins, places: [] };
    runs.set(key, run);
    run.places.push({ index, promise });
  }
  for (const run of runs.values()) waits.push(startRun(it, run, results, at, place, hint));
  const now = it.now();
  for (const started of waits) started.frame.await(started, now);
  return { kind: "list", items: results, owner: place.frame };
}

/** The promise, if it is still one; undefined = a value, or a step that was awaited before. */
function pendingOf(it: Interpreter, val: Val, at: Expression, place: Place): PromiseVal | "poison" | undefined {
  switch (val.kind) {
    case "started":
      if (val.started.isSettled === true) {
        it.report(body("DW2211", at, val.started));
        return "poison";
      }
      if (val.started.awaited !== undefined) return undefined;
      if (val.started.frame === place.frame) return val;
      it.report(body("DW2205", at, val.started));
      val.started.awaited = it.now();
      return "poison";
    case "asyncCall":
    case "each":
    case "all": {
      const before = awaitedBefore(it, val, at, place);
      if (before?.kind !== "poison") return before === undefined ? val : undefined;
      it.report(body("DW2211", at, val.call));
      return "poison";
    }
    case "poison":
      return "poison";
    default:
      return undefined;
  }
}

const fulfilled = (val: Val): Val => ({
  kind: "record",
  fields: new Map([["status", known("fulfilled")], ...(val.kind === "known" && val.value === undefined ? [] : [["value", val] as const])]),
});

/** Where a promise began; undefined = its parts began at different places. */
function beginOf(it: Interpreter, promise: PromiseVal, place: Place): Pick<Run, "after" | "called"> | undefined {
  const begun = startedIn(promise);
  const [first] = begun;
  if (first === undefined) return { after: it.isOrdered ? place.frame.frontier : [], called: calledAt(promise) ?? it.now() };
  const isOne = begun.every((started) => started.after.join(" ") === first.after.join(" ")) && begun.length === leavesOf(promise);
  const isNow = first.after.join(" ") === (it.isOrdered ? place.frame.frontier : []).join(" ");
  return isOne || isNow ? { after: first.after, called: first.called } : undefined;
}

const calledAt = (promise: PromiseVal): number | undefined =>
  promise.kind === "asyncCall" || promise.kind === "each" ? promise.called : undefined;

/** Steps inside a promise that have been started and not been awaited. */
function startedIn(promise: Val): readonly Started[] {
  if (promise.kind === "started") return promise.started.awaited === undefined ? [promise.started] : [];
  return promise.kind === "all" ? promise.members.flatMap(startedIn) : [];
}

const leavesOf = (promise: Val): number =>
  promise.kind === "all" ? promise.members.reduce((sum, member) => sum + leavesOf(member), 0) : Number(isPromise(promise));

const isPromise = (val: Val): val is PromiseVal =>
  val.kind === "started" || val.kind === "asyncCall" || val.kind === "each" || val.kind === "all";

const textOf = (promise: PromiseVal): string => (promise.kind === "started" ? promise.started.text : promise.call.text);

function startRun(it: Interpreter, { after, called, places }: Run, results: Val[], at: Expression, place: Place, hint: Hint): Started {
  const id = it.ids.allocate(hint.name ?? "settled");
  it.tuples.add(id);
  const frames: Frame[] = [];
  const members = places.map(({ promise }): GroupNode["members"][number] => {
    const frame = it.frame("member", place.frame);
    frames.push(frame);
    for (const started of startedIn(promise)) frame.adopt(started);
    const { val, field } = runMember(it, promise, at, { ...place, frame });
    const value = field === undefined ? undefined : it.toValue(val, undefined, spanOf(promise), { ...place, frame });
    return {
      region: it.close(frame, value === undefined || value.kind === "absent" ? {} : { value }),
      ...(field === undefined ? {} : { value: field }),
    };
  });
  for (const { promise } of places) markSettled(promise);
  it.settled.set(
    id,
    frames.some((frame) => frame.throws),
  );
  for (const [position, { index }] of places.entries()) results[index] = symbolic({ kind: "ref", node: id, path: [position] });
  const started: Started = {
    frame: place.frame,
    id,
    called,
    after,
    result: symbolic({ kind: "ref", node: id, path: [] }),
    span: at.span,
    text: at.text,
    awaited: undefined,
    output: undefined,
  };
  place.frame.add({ id, span: at.span, order: after, kind: "group", members, as: "settled" }, started);
  return started;
}

/** What was handed to `allSettled` cannot be awaited once more: its failure is a value now. */
function markSettled(promise: Val): void {
  if (promise.kind === "started") promise.started.isSettled = true;
  if (promise.kind === "all") promise.members.forEach(markSettled);
  if (promise.kind === "asyncCall" || promise.kind === "each" || promise.kind === "all") remember(promise, POISON);
}

function runMember(
  it: Interpreter,
  promise: PromiseVal,
  at: Expression,
  place: Place,
): { readonly val: Val; readonly field: Field | undefined } {
  switch (promise.kind) {
    case "started":
      return { val: it.awaitVal(promise, at, place), field: promise.started.output };
    case "asyncCall": {
      const field = fieldOf(it, promise);
      return { val: it.invoke(promise.fn.fn, promise.fn.scope, promise.args, place.frame, field), field };
    }
    case "each":
    case "all": {
      const field = fieldOf(it, promise);
      return { val: it.awaitVal(promise, at, place), field };
    }
  }
}

/** What a promise gives once it is awaited; none = nothing. */
function fieldOf(it: Interpreter, val: Val): Field | undefined {
  switch (val.kind) {
    case "started":
      return val.started.output;
    case "asyncCall":
    case "each": {
      const callback = val.kind === "each" ? val.callback : val.fn;
      const one = callback.kind === "step" ? callback.step.output : outputOf(it, callback.fn.handle);
      return val.kind === "asyncCall"
        ? one
        : { type: { kind: "array", items: val.join === "settled" ? settledType(one) : listedType(one) } };
    }
    case "all": {
      const items = val.members.map((member) => fieldOf(it, member));
      return { type: { kind: "tuple", items: items.map(val.settled ? settledType : listedType) } };
    }
    default:
      return val.kind === "known" && val.value !== undefined ? { type: literalType(val.value) } : undefined;
  }
}

function outputOf(it: Interpreter, handle: Expression["handle"]): Field | undefined {
  const result = it.frontend.outputOf(handle);
  return "problems" in result ? undefined : result.field;
}

const spanOf = (promise: PromiseVal): Expression["span"] => (promise.kind === "started" ? promise.started.span : promise.call.span);
