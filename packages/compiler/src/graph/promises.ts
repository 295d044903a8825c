/** `await`, `Promise.all` and what runs inside it. */
import type { GroupNode } from "@dagwright/ir";
import type { Field, Ref, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import type { Frame, Started } from "./frame.ts";
import { isSolidIn } from "./certain.ts";
import { startEach } from "./each.ts";
import { awaitStarted, isHere } from "./await-step.ts";
import { markAwaited } from "./mark-awaited.ts";
import { checkEffects } from "./effects.ts";
import { awaitInline, outputOf, withTypesOf } from "./functions.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { awaitSettled } from "./settled.ts";
import { awaitedBefore, remember } from "./stored.ts";
import { asKnown, POISON, symbolic, UNDEFINED, type AsyncCallVal, type EachVal, type Val } from "./values.ts";

export function awaitVal(it: Interpreter, val: Val, expression: Expression, place: Place, hint: Hint = {}): Val {
  if (val.kind !== "asyncCall" && val.kind !== "each" && val.kind !== "all") return awaitNow(it, val, expression, place, hint);
  const before = awaitedBefore(it, val, expression, place);
  if (before !== undefined) return before;
  const result = awaitNow(it, val, expression, place, hint);
  remember(val, result);
  return result;
}

function awaitNow(it: Interpreter, val: Val, expression: Expression, place: Place, hint: Hint): Val {
  switch (val.kind) {
    case "started":
      return awaitStarted(it, val.started, expression, place);
    case "asyncCall":
      return awaitInline(it, val, place);
    case "each": {
      if (isListOfPromises(val)) {
        it.report(body("DW2202", expression, { text: expression.text, help: `Promise.all(${expression.text})` }));
        return POISON;
      }
      const started = startEach(it, val, place, hint.name);
      return awaitStarted(it, started, expression, place);
    }
    case "all":
      return val.settled ? awaitSettled(it, val.members, expression, place, hint) : awaitAll(it, val.members, expression, place, hint);
    case "glue":
      if (!it.frontend.facts(expression).isPromise) return val;
      if (!checkEffects(it, expression, place))
        it.report(
          body("DW2300", expression, {
            text: expression.text,
            name: expression.kind === "call" ? expression.callee.text : expression.text,
          }),
        );
      return POISON;
    // `await` of something that is no promise is that thing.
    default:
      return val;
  }
}

/** `xs.map(async …)` by itself: `await` of a list waits for nothing. */
const isListOfPromises = (each: EachVal): boolean => each.concurrency === null && each.join === undefined;

/** Waits for everything; of several failures that of the first in the list counts. */
function awaitAll(it: Interpreter, members: readonly Val[], expression: Expression, place: Place, hint: Hint): Val {
  const waits: Started[] = [];
  const result = join(it, members, waits, expression, place, hint);
  for (const started of waits) started.frame.await(started, it.now());
  return result;
}

/** Starts what is not running yet: inline functions side by side in a group, the rest as they are. */
function join(it: Interpreter, members: readonly Val[], waits: Started[], expression: Expression, place: Place, hint: Hint): Val {
  const results: Val[] = members.map(() => UNDEFINED);
  let run: { readonly index: number; readonly call: AsyncCallVal }[] = [];
  const flush = (): void => {
    if (run.length === 0) return;
    const started = startGroup(
      it,
      run.map(({ call }) => call),
      place,
      hint.name ?? "group",
    );
    for (const [position, { index, call }] of run.entries()) {
      results[index] = fromGroup(it, started, position, call);
      remember(call, results[index]);
    }
    waits.push(started);
    run = [];
  };
  for (const [index, val] of members.entries()) {
    const isLazy = val.kind === "asyncCall" || val.kind === "each" || val.kind === "all";
    const before = isLazy ? awaitedBefore(it, val, expression, place) : undefined;
    if (before !== undefined) {
      results[index] = before;
      continue;
    }
    if (val.kind === "asyncCall") {
      run.push({ index, call: val });
      continue;
    }
    flush();
    switch (val.kind) {
      case "started":
        if (val.started.isSettled !== true && isHere(it, val.started, place)) {
          waits.push(val.started);
          results[index] = val.started.result;
        } else results[index] = awaitStarted(it, val.started, expression, place);
        break;
      case "each": {
        if (isListOfPromises(val)) {
          results[index] = it.awaitVal(val, val.call, place);
          break;
        }
        const started = startEach(it, val, place, hint.names?.[index] ?? hint.name);
        waits.push(started);
        results[index] = started.result;
        break;
      }
      case "all":
        // The members of an inner list run beside those of the outer one.
        results[index] = val.settled ? it.awaitVal(val, expression, place) : join(it, val.members, waits, expression, place, {});
        break;
      default:
        results[index] = val;
    }
    if (isLazy) remember(val, results[index]);
  }
  flush();
  return { kind: "list", items: results, owner: place.frame };
}

/** A node whose members are the bodies of inline async functions. */
function startGroup(it: Interpreter, calls: readonly AsyncCallVal[], place: Place, name: string): Started {
  const [first] = calls;
  const span = first?.call.span ?? place.fn.span;
  const id = it.ids.allocate(name);
  it.tuples.add(id);
  const members = calls.map((call): GroupNode["members"][number] => {
    const frame = it.frame("member", place.frame);
    const field = returnField(it, call);
    const val = withTypesOf(it, call.isDirect === true ? call.call : undefined, { ...place, frame }, () =>
      it.invoke(call.fn.fn, call.fn.scope, call.args, frame, field),
    );
    const value = field === undefined ? undefined : it.toValue(val, undefined, call.call.span, { ...place, frame });
    return {
      region: it.close(frame, value === undefined || value.kind === "absent" ? {} : { value }),
      ...(field === undefined ? {} : { value: field }),
    };
  });
  const started = it.start({ span }, first?.call.text ?? "", id, place, symbolic({ kind: "ref", node: id, path: [] }), (base) => ({
    ...base,
    kind: "group",
    members,
    as: "values",
  }));
  started.called = first?.called ?? started.called;
  return started;
}

function returnField(it: Interpreter, call: AsyncCallVal): Field | undefined {
  const result = outputOf(it, call);
  if ("problems" in result) {
    it.report(body("DW2111", call.fn.fn, { text: call.call.text, reason: result.problems[0]?.reason ?? "has no schema" }));
    return undefined;
  }
  return result.field;
}

function fromGroup(it: Interpreter, started: Started, index: number, call: AsyncCallVal): Val {
  const result = outputOf(it, call);
  if ("problems" in result || result.field === undefined) return UNDEFINED;
  const ref: Ref = { kind: "ref", node: started.id, path: [index] };
  if (result.field.optional !== true || !isSolidIn(result.field.type, it.frontend.types())) return symbolic(ref);
  // In a list, what is absent is `null`.
  const test: Value = { kind: "compare", op: "===", left: ref, right: { kind: "literal", value: null } };
  return symbolic({ kind: "conditional", test, then: { kind: "absent" }, else: ref });
}

/** `Promise.all(argument)`: the promises it is given. */
export function promiseList(it: Interpreter, argument: Val, expression: Expression): readonly Val[] | undefined {
  if (argument.kind === "list") return argument.items;
  const constant = asKnown(argument)?.value;
  if (Array.isArray(constant)) return constant.map((value): Val => ({ kind: "known", value }));
  if (argument.kind !== "poison") it.report(body("DW2204", expression, expression));
  return undefined;
}

/** What a `return` hands out, once it is clear that nothing is left behind. */
export function returnsPast(it: Interpreter, val: Val, expression: Expression | undefined, place: Place): Val {
  const isPromise = val.kind === "started" || val.kind === "asyncCall" || val.kind === "each" || val.kind === "all";
  if (isPromise && place.fn.isSync === true && place.frame === place.fn.boundary) return val;
  let result = fused(val, expression, place);
  if (isPromise && expression !== undefined) {
    if (isTried(place)) {
      it.report(body("DW2209", expression, expression));
      markAwaited(it, val);
      return POISON;
    }
    result = awaitVal(it, val, expression, place);
  }
  for (let frame = place.frame; frame !== place.fn.boundary && frame.parent !== undefined; frame = frame.parent) {
    for (const started of frame.parent.floating) {
      if (isAwaitedWithin(started, place.frame)) continue;
      if (frame.parent === place.fn.boundary && started.called < (place.fn.since ?? 0)) continue;
      it.report(
        body(
          "DW2206",
          { span: started.span, related: expression === undefined ? [] : [{ span: expression.span, message: "this path ends here" }] },
          started,
        ),
      );
      started.awaited = it.now();
    }
  }
  return result;
}

function isAwaitedWithin(started: Started, from: Frame): boolean {
  for (let frame: Frame | undefined = from; frame !== undefined; frame = frame.parent) if (frame.early.has(started)) return true;
  return false;
}

/** An object of glue is one piece of glue: one step computes it, not several. */
function fused(val: Val, expression: Expression | undefined, place: Place): Val {
  if (val.kind !== "record" || expression?.kind !== "object") return val;
  const fields = [...val.fields.values()];
  const glue = fields.filter((field) => field.kind === "glue");
  return glue.length > 1 && fields.every((field) => field.kind === "glue" || asKnown(field) !== undefined)
    ? { kind: "glue", expression, scope: place.scope }
    : val;
}

export function isTried(place: Place): boolean {
  for (let frame = place.frame; ; frame = frame.parent) {
    // A function that is read in the region of its caller.
    if (frame === place.fn.boundary && place.fn.since !== undefined) return false;
    if (frame.kind === "try") return true;
    if (frame === place.fn.boundary || frame.parent === undefined) return false;
  }
}
