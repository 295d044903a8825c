/** Calls: of steps, of the surface's functions, of helpers; anything else that is pure is glue. */
import { body } from "../diagnostics/body.ts";
import type { SurfaceName } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import { hasOptionalLink } from "./access.ts";
import { callFunction } from "./functions.ts";
import { callGlobal, callGlobalMethod } from "./globals.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { isOutside } from "./is-outside.ts";
import { callMethod } from "./methods.ts";
import { valueOfDeclaration } from "./module-values.ts";
import { splitOptions } from "./option-values.ts";
import { startApproval, startStep, withConfig } from "./steps.ts";
import { asKnown, POISON, UNDEFINED, type Val } from "./values.ts";

export type Call = Expression & { kind: "call" };

export function evaluateCall(it: Interpreter, call: Call, place: Place, hint: Hint): Val {
  const { callee } = call;
  if (callee.kind !== "property") return apply(it, it.evaluate(callee, place, {}), call, place, hint);

  const named = staticCallee(it, callee, place);
  if (named !== undefined) return apply(it, named, call, place, hint);
  const receiver = it.evaluate(callee.object, place, {});
  if ((callee.optional || hasOptionalLink(callee.object)) && isNothing(receiver)) return UNDEFINED;
  switch (receiver.kind) {
    case "poison":
      return receiver;
    case "started":
    case "asyncCall":
    case "each":
    case "all": {
      const promise = receiver.kind === "started" ? receiver.started : receiver.call;
      const isCallback = callee.name === "then" || callee.name === "catch" || callee.name === "finally";
      it.report(isCallback ? body("DW2207", call, { text: call.text, name: callee.name }) : body("DW2201", promise, promise));
      if (receiver.kind === "started") receiver.started.awaited ??= it.now();
      return POISON;
    }
    case "record": {
      const member = receiver.fields.get(callee.name);
      return member === undefined ? { kind: "glue", expression: call, scope: place.scope } : apply(it, member, call, place, hint);
    }
    case "named":
      if (receiver.declaration.kind === "global") return callGlobalMethod(it, receiver.declaration.name, callee.name, call, place);
      if (receiver.declaration.kind === "artifactType") {
        it.report(body("DW2304", call, call));
        return POISON;
      }
      return foreignCall(it, call, place);
    case "step":
      it.report(body("DW2305", call, call));
      return POISON;
    case "known":
    case "list":
    case "symbolic":
    case "glue":
    case "function":
    case "unreadable":
      return callMethod(it, receiver, callee, call, place);
  }
}

/** `Data.prepare`, `steps.train`: a step or function that is reached through a name. */
function staticCallee(it: Interpreter, callee: Expression & { kind: "property" }, place: Place): Val | undefined {
  if (!isOutside(callee, place)) return undefined;
  const declaration = it.frontend.resolve(callee);
  if (declaration === undefined) return undefined;
  return declaration.kind === "declared" || declaration.kind === "moduleFunction" || declaration.kind === "surface"
    ? valueOfDeclaration(it, declaration, callee)
    : undefined;
}

const isNothing = (val: Val): boolean => {
  const constant = asKnown(val);
  return constant !== undefined && (constant.value === undefined || constant.value === null);
};

function apply(it: Interpreter, target: Val, call: Call, place: Place, hint: Hint): Val {
  if ((call.optional || hasOptionalLink(call.callee)) && isNothing(target)) return UNDEFINED;
  switch (target.kind) {
    case "poison":
      return target;
    case "step":
      return startStep(it, target, onlyArgument(it, call, place), call, place, hint);
    case "function":
      return callFunction(it, target, call, place, hint);
    case "named":
      if (target.declaration.kind === "surface") return callSurface(it, target.declaration.name, call, place, hint);
      if (target.declaration.kind === "global") return callGlobal(it, target.declaration.name, call, place);
      return foreignCall(it, call, place);
    case "unreadable":
    case "known":
    case "list":
    case "record":
    case "symbolic":
    case "glue":
    case "started":
    case "asyncCall":
    case "each":
    case "all":
      it.report(body("DW2305", call, call));
      return POISON;
  }
}

function onlyArgument(it: Interpreter, call: Call, place: Place): Val {
  const [argument] = call.args;
  if (argument === undefined) return UNDEFINED;
  if (argument.kind !== "spread") return it.evaluate(argument, place, {});
  it.report(body("DW2307", argument, argument));
  return POISON;
}

/** A function of a package: pure as far as anyone can tell, unless what it gives has to be waited for. */
function foreignCall(it: Interpreter, call: Call, place: Place): Val {
  if (it.frontend.facts(call).isPromise) {
    const from = packageOf(it, call.callee);
    it.report(body("DW2300", call, { text: call.text, name: call.callee.text, ...(from === undefined ? {} : { package: from }) }));
    return POISON;
  }
  return { kind: "glue", expression: call, scope: place.scope };
}

/** The package that declares a function; none for what Node and the language bring. */
function packageOf(it: Interpreter, callee: Expression): string | undefined {
  const declaration = it.frontend.resolve(callee);
  const found = declaration?.kind === "moduleVariable" || declaration?.kind === "moduleFunction" ? declaration.package : undefined;
  return found === "@types/node" ? undefined : found;
}

function callSurface(it: Interpreter, name: SurfaceName, call: Call, place: Place, hint: Hint): Val {
  switch (name) {
    case "approval":
      return startApproval(it, onlyArgument(it, call, place), call, place, hint);
    case "withOptions": {
      const [step, options] = call.args;
      if (step === undefined) return POISON;
      const val = it.evaluate(step, place, {});
      if (options === undefined || val.kind !== "step") return val.kind === "step" ? val : POISON;
      const split = splitOptions(it, options, place);
      const config = split === undefined ? undefined : it.configOf(split.constant, place);
      return split === undefined || config === undefined ? POISON : withConfig(val, config, split.decided);
    }
    case "parallelMap": {
      const [items, callback, options] = call.args;
      if (items === undefined || callback === undefined) return POISON;
      const list = it.evaluate(items, place, {});
      const fn = it.evaluate(callback, place, {});
      if (list.kind === "poison" || fn.kind === "poison") return POISON;
      const given = options === undefined ? UNDEFINED : it.evaluate(options, place, {});
      const concurrency = asKnown(given.kind === "record" ? (given.fields.get("concurrency") ?? UNDEFINED) : given)?.value;
      const limit =
        typeof concurrency === "number"
          ? concurrency
          : typeof concurrency === "object" && concurrency !== null && "concurrency" in concurrency
            ? Number(concurrency.concurrency)
            : undefined;
      if (limit === undefined || !Number.isInteger(limit) || limit < 1) {
        const at = options ?? call;
        it.report(body("DW2001", at, { text: at.text, what: "`concurrency`" }));
        return POISON;
      }
      if (fn.kind !== "function" && fn.kind !== "step") {
        it.report(body("DW2108", callback, callback));
        return POISON;
      }
      return { kind: "each", called: it.now(), items: list, itemsExpression: items, callback: fn, concurrency: limit, call };
    }
    case "component":
    case "container":
    case "pipeline":
    case "importer":
    case "kubernetesResource":
      // Pass 2 says where it belongs.
      return POISON;
    case "artifactType":
      it.report(body("DW2306", call, { text: call.text, name }));
      return POISON;
    case "secret":
    case "run":
    case "step":
    case "StepError":
    case "loop":
      it.report(body("DW2305", call, call));
      return POISON;
  }
}
