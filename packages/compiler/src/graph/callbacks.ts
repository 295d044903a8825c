/** Callbacks of list methods: unrolled over constants, a fan-out over outputs. */
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import { applyFunction } from "./functions.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { knownItems, MOST_COPIES } from "./known-items.ts";
import { foldFunction } from "./known-methods.ts";
import { startStep } from "./steps.ts";
import { asKnown, known, POISON, UNDEFINED, type FunctionVal, type StepVal, type Val } from "./values.ts";

/** A function of the project, a step, or a global such as `String`. */
type Callback = FunctionVal | StepVal | (Val & { readonly kind: "named" });

export function callbackOf(it: Interpreter, argument: Expression, place: Place): Callback | undefined {
  if (argument.kind !== "function" && argument.kind !== "identifier" && argument.kind !== "property") return undefined;
  if (argument.kind !== "function" && it.frontend.facts(argument).closedProperties !== undefined) return undefined;
  const { result } = it.speculate(() => it.evaluate(argument, place, {}));
  const isGlobal = result.kind === "named" && result.declaration.kind === "global";
  return result.kind === "function" || result.kind === "step" || isGlobal ? result : undefined;
}

export interface CallbackCall {
  readonly receiver: Val;
  /** The receiver's expression: where the items' type comes from. */
  readonly items: Expression;
  readonly callback: Callback;
  readonly name: string;
  readonly call: Expression;
  readonly place: Place;
}

/** `receiver.name(callback)`; undefined = glue has to call it. */
export function applyCallback(
  it: Interpreter,
  { receiver, items: itemsExpression, callback, name, call, place }: CallbackCall,
): Val | undefined {
  const items = knownItems(receiver);
  if (callback.kind === "named") return items === undefined || name !== "map" ? undefined : convertAll(items, callback, place);
  const starts = callback.kind === "step" || callback.fn.async || it.startsSteps(callback.fn.body, { ...place, scope: callback.scope });
  if (!starts) return items === undefined ? undefined : unroll(it, receiver, items, callback, name, place);
  if (name !== "map") {
    it.report(body("DW2114", call, { text: call.text, method: name }));
    return POISON;
  }
  if (items === undefined) return { kind: "each", called: it.now(), items: receiver, itemsExpression, callback, concurrency: null, call };
  if (items.length > MOST_COPIES) {
    it.report(body("DW2409", itemsExpression, { count: items.length }));
    return POISON;
  }
  const started = items.map((item, index): Val => {
    if (callback.kind === "step") return startStep(it, callback, item, call, place, {});
    const args = [item, known(index), receiver];
    return callback.fn.async
      ? { kind: "asyncCall", called: it.now(), fn: callback, args, call }
      : (applyFunction(it, callback, args, place) ?? POISON);
  });
  return { kind: "list", items: started, owner: place.frame };
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

/** `list.map(String)`. */
function convertAll(items: readonly Val[], callback: Val & { readonly kind: "named" }, place: Place): Val | undefined {
  const { declaration } = callback;
  if (declaration.kind !== "global") return undefined;
  const results: Val[] = [];
  for (const item of items) {
    const constant = asKnown(item);
    const folded = constant === undefined ? undefined : foldFunction(declaration.name, [constant.value]);
    if (folded === undefined) return undefined;
    results.push(known(folded.value));
  }
  return { kind: "list", items: results, owner: place.frame };
}
