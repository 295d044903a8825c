/** Calls of functions of the project: inline async ones run where they are awaited, others are read through or become glue. */
import { body } from "../diagnostics/body.ts";
import type { Call } from "./calls.ts";
import { Frame } from "./frame.ts";
import type { FunctionContext, Interpreter, Place } from "./interpreter.ts";
import { bindPattern } from "./patterns.ts";
import { Scope } from "./scope.ts";
import { asKnown, POISON, UNDEFINED, type FunctionVal, type Val } from "./values.ts";

export function callFunction(it: Interpreter, target: FunctionVal, call: Call, place: Place): Val {
  const { fn } = target;
  if (fn.generator) {
    it.report(body("DW2100", call, { text: call.text, words: "a generator" }));
    return POISON;
  }
  if (fn.async && target.module) {
    it.report(body("DW2300", call, { text: call.text, name: call.callee.text }));
    return POISON;
  }
  const args: Val[] = [];
  for (const argument of call.args) {
    if (argument.kind === "spread") return { kind: "glue", expression: call, scope: place.scope };
    args.push(it.evaluate(argument, place, {}));
  }
  if (args.some((arg) => arg.kind === "poison")) return POISON;
  if (fn.async) return { kind: "asyncCall", fn: target, args, call };
  return applyFunction(it, target, args, place) ?? { kind: "glue", expression: call, scope: place.scope };
}

/** Reads a function through with these arguments; undefined = glue has to call it. */
export function applyFunction(it: Interpreter, target: FunctionVal, args: readonly Val[], place: Place): Val | undefined {
  const { fn } = target;
  if (it.startsSteps(fn.body, { ...place, scope: target.scope })) return inline(it, target, args, place);
  const { result, failed } = it.speculate(() =>
    fn.body.kind === "block" ? runConstant(it, target, args, place) : inline(it, target, args, place),
  );
  return failed || result === undefined || result.kind === "poison" ? undefined : result;
}

/** The body in the caller's region, in a scope of its own. */
function inline(it: Interpreter, target: FunctionVal, args: readonly Val[], place: Place): Val {
  const scope = new Scope(target.scope);
  const fn: FunctionContext = { returns: undefined, boundary: place.frame, span: target.fn.span };
  const inner: Place = { scope, frame: place.frame, fn };
  bindParameters(it, target, args, inner);
  if (target.fn.body.kind !== "block") return it.evaluate(target.fn.body, inner, {});
  const completion = it.execute(target.fn.body.statements, inner);
  if (completion.kind === "returned" || completion.kind === "maybe") return completion.val;
  return UNDEFINED;
}

/** A helper whose result is constant; it may start nothing and change nothing. */
function runConstant(it: Interpreter, target: FunctionVal, args: readonly Val[], place: Place): Val | undefined {
  const frame = new Frame("constant", place.frame);
  const result = inline(it, target, args, { ...place, frame });
  return asKnown(result) === undefined ? undefined : result;
}

export function bindParameters(it: Interpreter, target: Pick<FunctionVal, "fn">, args: readonly Val[], place: Place): void {
  for (const [index, parameter] of target.fn.parameters.entries()) {
    if (parameter.rest) {
      bindPattern(it, parameter.pattern, { kind: "list", items: args.slice(index), owner: place.frame }, undefined, place, true);
      continue;
    }
    const given = args[index] ?? UNDEFINED;
    const isMissing = asKnown(given) !== undefined && asKnown(given)?.value === undefined;
    const val = isMissing && parameter.default !== undefined ? it.evaluate(parameter.default, place, {}) : given;
    bindPattern(it, parameter.pattern, val, undefined, place, true);
  }
}
