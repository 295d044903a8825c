/** Methods of values: unrolled over constants, a fan-out where they start steps, else glue. */
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import type { Call } from "./calls.ts";
import type { Frame } from "./frame.ts";
import { knownItems } from "./known-items.ts";
import { applyFunction } from "./functions.ts";
import { constantArguments } from "./globals.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { copyingMethods } from "./mutations.ts";
import { foldMethod } from "./known-methods.ts";
import { startStep } from "./steps.ts";
import { asKnown, known, POISON, UNDEFINED, type FunctionVal, type StepVal, type Val } from "./values.ts";

type Callee = Expression & { kind: "property" };
const FILE_METHODS = new Set(["text", "json", "bytes", "files"]);

export function callMethod(it: Interpreter, receiver: Val, callee: Callee, call: Call, place: Place): Val {
  const glue: Val = { kind: "glue", expression: call, scope: place.scope };
  const { name } = callee;
  if (copyingMethods.has(name) && receiver.kind !== "glue") return changeInPlace(it, receiver, callee, call, place);
  if (receiver.kind === "symbolic" && FILE_METHODS.has(name)) {
    const type = it.frontend.typeOf(callee.object);
    if ("type" in type && type.type.kind === "artifact") {
      it.report(body("DW2110", call, { text: call.text, property: `${name}()` }));
      return POISON;
    }
  }
  const [first] = call.args;
  const callback = first === undefined || first.kind === "spread" ? undefined : callbackOf(it, first, place);
  if (callback !== undefined) return callWithFunction(it, receiver, callback, callee, call, place) ?? glue;
  const constant = asKnown(receiver);
  if (constant?.value === undefined || constant.value === null) return glue;
  const args = constantArguments(it, call, place);
  if (args === "poison") return POISON;
  const folded = args === undefined ? undefined : foldMethod(constant.value, name, args);
  return folded === undefined ? glue : known(folded.value);
}

/** `out.push(x)` on a list that this region has made is how lists are built; all else would change what others read. */
function changeInPlace(it: Interpreter, receiver: Val, callee: Callee, call: Call, place: Place): Val {
  if (receiver.kind === "list" && receiver.owner === place.frame && callee.name === "push") {
    for (const argument of call.args) receiver.items.push(argument.kind === "spread" ? POISON : it.evaluate(argument, place, {}));
    return known(receiver.items.length);
  }
  if (receiver.kind === "list" && isInTurn(place) && callee.name === "push") {
    it.report(body("DW2402", call, { text: callee.object.text }));
    return POISON;
  }
  it.report(
    body("DW2109", call, {
      text: call.text,
      help:
        copyingMethods.get(callee.name)?.(callee.object.text, call.args.map((argument) => argument.text).join(", ")) ?? "make a new value",
    }),
  );
  return POISON;
}

/** Whether this is the body of a `for…of` over outputs. */
function isInTurn(place: Place): boolean {
  for (let frame: Frame | undefined = place.frame; frame !== undefined; frame = frame.parent) if (frame.kind === "turn") return true;
  return false;
}

function callbackOf(it: Interpreter, argument: Expression, place: Place): FunctionVal | StepVal | undefined {
  if (argument.kind !== "function" && argument.kind !== "identifier" && argument.kind !== "property") return undefined;
  if (argument.kind !== "function" && it.frontend.facts(argument).closedProperties !== undefined) return undefined;
  const { result } = it.speculate(() => it.evaluate(argument, place, {}));
  return result.kind === "function" || result.kind === "step" ? result : undefined;
}

function callWithFunction(
  it: Interpreter,
  receiver: Val,
  callback: FunctionVal | StepVal,
  callee: Callee,
  call: Call,
  place: Place,
): Val | undefined {
  const { name } = callee;
  const items = knownItems(receiver);
  const starts = callback.kind === "step" || callback.fn.async || it.startsSteps(callback.fn.body, { ...place, scope: callback.scope });
  if (starts) {
    if (name !== "map") {
      it.report(body("DW2114", call, { text: call.text, method: name }));
      return POISON;
    }
    if (items === undefined) return { kind: "each", items: receiver, itemsExpression: callee.object, callback, concurrency: null, call };
    const started = items.map((item, index): Val => {
      if (callback.kind === "step") return startStep(it, callback, item, call, place, {});
      const args = [item, known(index), receiver];
      return callback.fn.async ? { kind: "asyncCall", fn: callback, args, call } : (applyFunction(it, callback, args, place) ?? POISON);
    });
    return { kind: "list", items: started, owner: place.frame };
  }
  if (items === undefined) return undefined;
  return unroll(it, receiver, items, callback, name, place);
}

/** A pure callback over constants: `map` gives a list of whatever comes out, the others need constants. */
function unroll(it: Interpreter, receiver: Val, items: readonly Val[], callback: FunctionVal, name: string, place: Place): Val | undefined {
  const apply = (...args: Val[]): Val | undefined => applyFunction(it, callback, args, place);
  const results = (): readonly Val[] | undefined => {
    const all = items.map((item, index) => apply(item, known(index), receiver));
    return all.every((result) => result !== undefined && result.kind !== "glue") ? all.filter((result) => result !== undefined) : undefined;
  };
  if (name === "map") {
    const mapped = results();
    return mapped === undefined ? undefined : { kind: "list", items: [...mapped], owner: place.frame };
  }
  if (name !== "filter" && name !== "find" && name !== "some" && name !== "every" && name !== "flatMap") return undefined;
  const tests = results()?.map((result) => asKnown(result));
  if (tests === undefined || tests.some((test) => test === undefined)) return undefined;
  const holds = tests.map((test) => Boolean(test?.value));
  switch (name) {
    case "filter":
      return { kind: "list", items: items.filter((_, index) => holds[index] === true), owner: place.frame };
    case "find":
      return items[holds.indexOf(true)] ?? UNDEFINED;
    case "some":
      return known(holds.includes(true));
    case "every":
      return known(!holds.includes(false));
    case "flatMap":
      return known(tests.flatMap((test) => test?.value ?? null));
  }
}
