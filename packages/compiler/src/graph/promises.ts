/** `await`, `Promise.all` and what runs inside it. */
import type { GroupNode } from "@dagwright/ir";
import type { Field } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import type { Started } from "./frame.ts";
import { startEach } from "./each.ts";
import { markAwaited } from "./mark-awaited.ts";
import { checkEffects } from "./effects.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { asKnown, POISON, symbolic, UNDEFINED, type AsyncCallVal, type Val } from "./values.ts";

export function awaitVal(it: Interpreter, val: Val, expression: Expression, place: Place, hint: Hint = {}): Val {
  switch (val.kind) {
    case "started":
      return awaitStarted(it, val.started, expression, place);
    case "asyncCall": {
      const started = startGroup(it, [val], place, hint.name ?? "group", false);
      place.frame.await(started, it.now());
      return fromGroup(it, started, 0, val);
    }
    case "each": {
      const started = startEach(it, val, place, hint.name, false);
      return awaitStarted(it, started, expression, place);
    }
    case "all":
      return awaitAll(it, val.members, val.settled, expression, place, hint);
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

function awaitStarted(it: Interpreter, started: Started, expression: Expression, place: Place): Val {
  if (started.frame !== place.frame) {
    if (started.awaited === undefined) {
      it.report(body("DW2205", expression, started));
      started.awaited = it.now();
      return POISON;
    }
    return started.result;
  }
  started.frame.await(started, it.now());
  return started.result;
}

type Leaf = { readonly index: number; readonly val: Val };

/** Starts what is not running yet, then waits for everything: inline functions side by side in a group, the rest as they are. */
function awaitAll(it: Interpreter, members: readonly Val[], settled: boolean, expression: Expression, place: Place, hint: Hint): Val {
  const results: Val[] = members.map(() => UNDEFINED);
  const waits: Started[] = [];
  let run: { readonly leaf: Leaf; readonly call: AsyncCallVal }[] = [];
  const flush = (): void => {
    if (run.length === 0) return;
    const started = startGroup(
      it,
      run.map(({ call }) => call),
      place,
      hint.name ?? "group",
      settled,
    );
    for (const [index, { leaf, call }] of run.entries()) results[leaf.index] = fromGroup(it, started, index, call, settled);
    waits.push(started);
    run = [];
  };
  for (const [index, val] of members.entries()) {
    if (val.kind === "asyncCall") {
      run.push({ leaf: { index, val }, call: val });
      continue;
    }
    flush();
    switch (val.kind) {
      case "started":
        if (val.started.frame === place.frame) waits.push(val.started);
        results[index] = val.started.frame === place.frame ? val.started.result : awaitStarted(it, val.started, expression, place);
        break;
      case "each": {
        const started = startEach(it, val, place, hint.names?.[index] ?? hint.name, false);
        waits.push(started);
        results[index] = started.result;
        break;
      }
      case "all":
        // The members of an inner list run beside those of the outer one.
        results[index] = awaitAll(it, val.members, val.settled, expression, place, {});
        break;
      default:
        results[index] = val;
    }
  }
  flush();
  for (const started of waits) started.frame.await(started, it.now());
  return { kind: "list", items: results, owner: place.frame };
}

/** A node whose members are the bodies of inline async functions. */
function startGroup(it: Interpreter, calls: readonly AsyncCallVal[], place: Place, name: string, settled: boolean): Started {
  const [first] = calls;
  const span = first?.call.span ?? place.fn.span;
  const id = it.ids.allocate(name);
  it.tuples.add(id);
  const members = calls.map((call): GroupNode["members"][number] => {
    const frame = it.frame("member", place.frame);
    const field = returnField(it, call);
    const val = it.invoke(call.fn.fn, call.fn.scope, call.args, frame, field);
    const value = field === undefined ? undefined : it.toValue(val, undefined, call.call.span, { ...place, frame });
    return {
      region: it.close(frame, value === undefined || value.kind === "absent" ? {} : { value }),
      ...(field === undefined ? {} : { value: field }),
    };
  });
  return it.start({ span }, first?.call.text ?? "", id, place, symbolic({ kind: "ref", node: id, path: [] }), (base) => ({
    ...base,
    kind: "group",
    members,
    as: settled ? "settled" : "values",
  }));
}

function returnField(it: Interpreter, call: AsyncCallVal): Field | undefined {
  const result = it.frontend.outputOf(call.fn.fn.handle);
  if ("problems" in result) {
    it.report(body("DW2111", call.fn.fn, { text: call.call.text, reason: result.problems[0]?.reason ?? "has no schema" }));
    return undefined;
  }
  return result.field;
}

function fromGroup(it: Interpreter, started: Started, index: number, call: AsyncCallVal, settled = false): Val {
  const result = it.frontend.outputOf(call.fn.fn.handle);
  const isVoid = "problems" in result || result.field === undefined;
  return isVoid && !settled ? UNDEFINED : symbolic({ kind: "ref", node: started.id, path: [index] });
}

/** `Promise.all(argument)`: the promises it is given. */
export function promiseList(it: Interpreter, argument: Val, expression: Expression): readonly Val[] | undefined {
  if (argument.kind === "list") return argument.items;
  if (argument.kind === "each") return undefined;
  const constant = asKnown(argument)?.value;
  if (Array.isArray(constant)) return constant.map((value): Val => ({ kind: "known", value }));
  if (argument.kind !== "poison") it.report(body("DW2204", expression, expression));
  return undefined;
}

/** What a `return` hands out, once it is clear that nothing is left behind. */
export function returnsPast(it: Interpreter, val: Val, expression: Expression | undefined, place: Place): Val {
  const isPromise = val.kind === "started" || val.kind === "asyncCall" || val.kind === "each" || val.kind === "all";
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

/** An object of glue is one piece of glue: one step computes it, not several. */
function fused(val: Val, expression: Expression | undefined, place: Place): Val {
  if (val.kind !== "record" || expression?.kind !== "object") return val;
  const fields = [...val.fields.values()];
  const glue = fields.filter((field) => field.kind === "glue");
  return glue.length > 1 && fields.every((field) => field.kind === "glue" || asKnown(field) !== undefined)
    ? { kind: "glue", expression, scope: place.scope }
    : val;
}

function isTried(place: Place): boolean {
  for (let frame = place.frame; ; frame = frame.parent) {
    if (frame.kind === "try") return true;
    if (frame === place.fn.boundary || frame.parent === undefined) return false;
  }
}
