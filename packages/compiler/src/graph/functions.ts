/** Calls of functions of the project: those that start steps are read in the region of their caller, others are read through or become glue. */
import { body } from "../diagnostics/body.ts";
import type { Field } from "@dagwright/protocol";
import type { FieldResult } from "../frontend/frontend.ts";
import type { Expression, FunctionExpression } from "../frontend/syntax.ts";
import type { Call } from "./calls.ts";
import { returnedHint } from "./choices.ts";
import { returnedVal } from "./completion.ts";
import { Frame } from "./frame.ts";
import { nameDefinition } from "./glue-values.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { bindPattern, withDefault } from "./patterns.ts";
import { knownItems } from "./known-items.ts";
import { enter, isOpen } from "./recursion.ts";
import { Scope } from "./scope.ts";
import { holdsSteps } from "./starts-steps.ts";
import { isUnchecked } from "./unchecked.ts";
import { asKnown, POISON, UNDEFINED, type AsyncCallVal, type FunctionVal, type Val } from "./values.ts";
import { walk } from "./walk-syntax.ts";

export function callFunction(it: Interpreter, target: FunctionVal, call: Call, place: Place, hint: Hint): Val {
  const { fn } = target;
  if (fn.generator) {
    it.report(body("DW2100", call, { text: call.text, words: "a generator" }));
    return POISON;
  }
  const args: Val[] = [];
  for (const argument of call.args) {
    if (argument.kind !== "spread") {
      args.push(it.evaluate(argument, place, {}));
      continue;
    }
    const items = knownItems(it.evaluate(argument.operand, place, {}));
    if (items === undefined && fn.async) {
      it.report(body("DW2103", argument, argument.operand));
      return POISON;
    }
    if (items === undefined) return { kind: "glue", expression: call, scope: place.scope };
    args.push(...items);
  }
  if (args.some((arg) => arg.kind === "poison")) return POISON;
  if (fn.async) return { kind: "asyncCall", called: it.now(), fn: target, args, call, isDirect: true };
  if (startsWith(it, target, args, place)) return inlineOnce(it, target, args, call, place, { isAwaited: hint.awaited !== undefined });
  const applied = applyFunction(it, target, args, place);
  if (applied !== undefined) return applied;
  // Glue has a failure as data: what asks whether it is a `StepError` has to be read in its place.
  if (args.some((arg) => arg.kind === "symbolic" && arg.isError === true))
    return inlineOnce(it, target, args, call, place, { isAwaited: hint.awaited !== undefined });
  return { kind: "glue", expression: call, scope: place.scope };
}

/** Reads a function through with these arguments; undefined = glue has to call it. */
export function applyFunction(it: Interpreter, target: FunctionVal, args: readonly Val[], place: Place): Val | undefined {
  const { fn } = target;
  if (startsWith(it, target, args, place)) return inlineOnce(it, target, args, fn, place);
  // A function that calls itself is followed as long as it is given constants.
  if (isOpen(it, fn) && args.some((arg) => asKnown(arg) === undefined)) return undefined;
  const leave = enter(it, fn);
  if (leave === undefined) return undefined;
  const { result, failed } = it.speculate(() =>
    fn.body.kind === "block" ? runConstant(it, target, args, place) : inline(it, target, args, place),
  );
  leave();
  if (failed || result === undefined || result.kind === "poison") return undefined;
  return result.kind === "glue" && isGeneric(it, target) ? undefined : result;
}

/** Whether a parameter's type is open: code of the function alone does not tell what it reads, a call of it does. */
const isGeneric = (it: Interpreter, { fn }: FunctionVal): boolean =>
  fn.parameters.some((_, index) => "problems" in it.frontend.parameterOf(fn.handle, index));

/** Whether a call with these arguments starts steps: by itself, or those it is given. */
const startsWith = (it: Interpreter, target: FunctionVal, args: readonly Val[], place: Place): boolean =>
  it.startsSteps(target.fn.body, { ...place, scope: target.scope }) || args.some((arg) => holdsSteps(it, arg, place));

/** `await helper(…)`: the body in the caller's region. */
export function awaitInline(it: Interpreter, { fn, args, call, ...rest }: AsyncCallVal, place: Place): Val {
  const output = outputOf(it, { fn, args, call, ...rest });
  return withTypesOf(it, rest.isDirect === true ? call : undefined, place, () => {
    const val = inlineOnce(it, fn, args, call, place, { output });
    return fn.fn.body.kind === "block" ? val : it.awaitVal(val, fn.fn.body, place);
  });
}

/** Reads a call of a generic function with what its type parameters are in it; what it gives is worked out before they are forgotten. */
export function withTypesOf(it: Interpreter, call: Expression | undefined, place: Place, read: () => Val): Val {
  const leave = call === undefined ? undefined : it.frontend.enterCall(call);
  if (leave === undefined) return read();
  const val = nameDefinition(it, read(), undefined, place);
  leave();
  return val.kind === "each" && call !== undefined ? { ...val, within: call } : val;
}

/** What a function gives once it is awaited: of a generic one, what it comes to in this call. */
export const outputOf = (it: Interpreter, { fn, call, isDirect }: AsyncCallVal): FieldResult =>
  it.frontend.outputOf(isDirect === true ? call.handle : fn.fn.handle);

/** Steps that are started by a function that calls itself would have no end. */
function inlineOnce(
  it: Interpreter,
  target: FunctionVal,
  args: readonly Val[],
  at: Expression,
  place: Place,
  { output, isAwaited = false }: { readonly output?: FieldResult; readonly isAwaited?: boolean } = {},
): Val {
  const leave = isOpen(it, target.fn) ? undefined : enter(it, target.fn);
  if (leave === undefined) {
    const name = target.name ?? at.text;
    it.report(body("DW2404", at, { what: "function", path: `\`${name}\` → \`${name}\`` }));
    return POISON;
  }
  const given = output ?? it.frontend.outputOf(at.kind === "call" ? at.handle : target.fn.handle);
  if ("problems" in given && returnsOnPaths(target.fn.body)) {
    it.report(body("DW2111", at, { text: at.text, reason: given.problems[0]?.reason ?? "has no schema" }));
    leave();
    return POISON;
  }
  const returns = "problems" in given ? undefined : given.field;
  const val = withTypesOf(it, at, place, () =>
    inline(it, target, args, place, { returns, at: at.kind === "call" ? at.args : [], isAwaited }),
  );
  leave();
  return val;
}

/** The body in the caller's region, in a scope of its own. */
function inline(
  it: Interpreter,
  target: FunctionVal,
  args: readonly Val[],
  place: Place,
  {
    returns,
    at,
    isAwaited,
  }: { readonly returns?: Field | undefined; readonly at?: readonly Expression[]; readonly isAwaited?: boolean } = {},
): Val {
  const { fn } = target;
  const inner: Place = {
    scope: new Scope(target.scope),
    frame: place.frame,
    fn: { returns, boundary: place.frame, since: it.now(), isSync: !fn.async && isAwaited !== true, span: fn.span },
  };
  bindParameters(it, target, args, inner, at);
  return fn.body.kind === "block"
    ? returnedVal(it.execute(fn.body.statements, inner))
    : it.evaluate(fn.body, inner, inner.fn.isSync === true ? {} : returnedHint(fn.body, inner.fn.returns));
}

/** Whether what a function returns depends on a path through it: then the graph needs its type. */
function returnsOnPaths(code: FunctionExpression["body"]): boolean {
  if (code.kind !== "block") return false;
  const returns = [...walk(code, (node) => node.kind !== "function")].filter((node) => node.kind === "return" && node.value !== undefined);
  return returns.some((node) => !code.statements.some((statement) => statement === node));
}

/** A helper whose result is constant; it may start nothing and change nothing. */
function runConstant(it: Interpreter, target: FunctionVal, args: readonly Val[], place: Place): Val | undefined {
  const frame = new Frame("constant", place.frame);
  const result = inline(it, target, args, { ...place, frame });
  return asKnown(result) === undefined ? undefined : result;
}

/** `at` holds the expressions of the arguments: by their types a default that can never take effect is left out. */
export function bindParameters(
  it: Interpreter,
  target: Pick<FunctionVal, "fn">,
  args: readonly Val[],
  place: Place,
  at: readonly Expression[] = [],
): void {
  for (const [index, parameter] of target.fn.parameters.entries()) {
    if (parameter.rest) {
      bindPattern(it, parameter.pattern, { kind: "list", items: args.slice(index), owner: place.frame }, undefined, place, true);
      continue;
    }
    const given = args[index] ?? UNDEFINED;
    const expression = at.some((argument) => argument.kind === "spread") ? undefined : at[index];
    const isThere = expression !== undefined && !it.frontend.facts(expression).canBeUndefined && !isUnchecked(it, given);
    const val = isThere ? given : withDefault(it, given, parameter.default, place);
    bindPattern(it, parameter.pattern, val, undefined, place, true);
  }
}
