/** `Promise`, `Object`, `Math`, `console` and the other names that every program has. */
import { isJsonArray, type Json } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Call } from "./calls.ts";
import { refusalOf } from "./effects.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { foldFunction, foldGlobal } from "./known-methods.ts";
import { promiseList } from "./promises.ts";
import { asKnown, known, POISON, UNDEFINED, type Val } from "./values.ts";

export function callGlobalMethod(it: Interpreter, object: string, name: string, call: Call, place: Place): Val {
  if (object === "console") {
    it.report(body("DW3003", call, call));
    return UNDEFINED;
  }
  if (object === "Promise") return callPromise(it, name, call, place);
  const refused = refusalOf(object, name, call);
  if (refused !== undefined) {
    it.report(refused);
    return POISON;
  }
  const args = constantArguments(it, call, place);
  const folded = args === undefined ? undefined : args === "poison" ? "poison" : foldGlobal(object, name, args);
  if (folded === "poison") return POISON;
  return folded === undefined ? { kind: "glue", expression: call, scope: place.scope } : known(folded.value);
}

export function callGlobal(it: Interpreter, name: string, call: Call, place: Place): Val {
  const refused = refusalOf(name, undefined, call);
  if (refused !== undefined) {
    it.report(refused);
    return POISON;
  }
  const args = constantArguments(it, call, place);
  if (args === "poison") return POISON;
  const folded = args === undefined ? undefined : foldFunction(name, args);
  return folded === undefined ? { kind: "glue", expression: call, scope: place.scope } : known(folded.value);
}

/** The arguments, if all are constant. */
export function constantArguments(it: Interpreter, call: Call, place: Place): readonly (Json | undefined)[] | "poison" | undefined {
  const values: (Json | undefined)[] = [];
  for (const argument of call.args) {
    if (argument.kind === "spread") {
      const spread = asKnown(it.evaluate(argument.operand, place, {}))?.value;
      if (!isJsonArray(spread)) return undefined;
      values.push(...spread);
      continue;
    }
    const val = it.evaluate(argument, place, {});
    if (val.kind === "poison") return "poison";
    const constant = asKnown(val);
    if (constant === undefined) return undefined;
    values.push(constant.value);
  }
  return values;
}

function callPromise(it: Interpreter, name: string, call: Call, place: Place): Val {
  const [argument] = call.args;
  switch (name) {
    case "all":
    case "allSettled": {
      if (argument === undefined) return POISON;
      if (name === "allSettled") {
        it.report(body("DW2210", call, call));
        return POISON;
      }
      const val = it.evaluate(argument, place, {});
      if (val.kind === "each") return val;
      const members = promiseList(it, val, argument);
      return members === undefined ? POISON : { kind: "all", members, settled: false, call };
    }
    case "race":
    case "any":
      it.report(body("DW2203", call, { text: call.text, name }));
      return POISON;
    case "resolve":
      return argument === undefined ? UNDEFINED : it.evaluate(argument, place, {});
    default:
      it.report(body("DW2302", call, call));
      return POISON;
  }
}
