/** `Promise`, `Object`, `Math`, `console` and the other names that every program has. */
import { isJsonArray, isJsonObject, type Json } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import { applyCallback, callbackOf } from "./callbacks.ts";
import type { Call } from "./calls.ts";
import { refusalOf } from "./effects.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { foldFunction, foldGlobal } from "./known-methods.ts";
import { markAwaited } from "./mark-awaited.ts";
import { promiseList } from "./promises.ts";
import { keptAs } from "./stored.ts";
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
  const list = object === "Array" && name === "from" ? callArrayFrom(it, call, place) : undefined;
  const part = object === "Object" ? partsOfRecord(it, name, call, place) : undefined;
  if (list !== undefined || part !== undefined) return list ?? part ?? POISON;
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
      const settled = name === "allSettled";
      const val = it.evaluate(argument, place, {});
      if (val.kind === "each" && val.join === undefined && val.concurrency === null)
        return keptAs(val, { ...val, join: settled ? "settled" : "all", call });
      const members = promiseList(it, val, argument);
      return members === undefined ? POISON : { kind: "all", members, settled, call };
    }
    case "race":
    case "any":
      if (argument !== undefined) markAwaited(it, it.evaluate(argument, place, {}));
      it.report(body("DW2203", call, { text: call.text, name }));
      return POISON;
    case "resolve":
      return argument === undefined ? UNDEFINED : it.evaluate(argument, place, {});
    default:
      it.report(body("DW2302", call, call));
      return POISON;
  }
}

/** `Object.values({ … })` and its like over a record whose fields are all there, such as one of steps. */
function partsOfRecord(it: Interpreter, name: string, call: Call, place: Place): Val | undefined {
  const [argument] = call.args;
  if (argument === undefined || argument.kind === "spread" || (name !== "keys" && name !== "values" && name !== "entries"))
    return undefined;
  const record = it.evaluate(argument, place, {});
  if (record.kind !== "record" || asKnown(record) !== undefined) return undefined;
  const fields = [...record.fields];
  // Data may be absent, and JavaScript puts keys that are numbers first.
  const isThere = ([key, val]: readonly [string, Val]): boolean =>
    !/^\d+$/u.test(key) && val.kind !== "symbolic" && val.kind !== "glue" && !(val.kind === "known" && val.value === undefined);
  if (!fields.every(isThere)) return undefined;
  const list = (items: Val[]): Val => ({ kind: "list", items, owner: place.frame });
  return list(fields.map(([key, val]) => (name === "keys" ? known(key) : name === "values" ? val : list([known(key), val]))));
}

/** `Array.from(source, callback)` over a constant is a `map`. */
function callArrayFrom(it: Interpreter, call: Call, place: Place): Val | undefined {
  const [source, callback] = call.args;
  if (source === undefined || callback === undefined) return undefined;
  const constant = asKnown(it.evaluate(source, place, {}))?.value;
  const items = itemsFrom(constant);
  const fn = items === undefined ? undefined : callbackOf(it, callback, place);
  if (items === undefined || fn === undefined) return undefined;
  const receiver: Val = { kind: "list", items: [...items], owner: undefined };
  return applyCallback(it, { receiver, items: source, callback: fn, name: "map", call, place });
}

function itemsFrom(source: Json | undefined): readonly Val[] | undefined {
  if (typeof source === "string") return [...source].map((item) => known(item));
  if (isJsonArray(source)) return source.map((item) => known(item));
  const length = isJsonObject(source) ? source["length"] : undefined;
  return typeof length === "number" && Number.isInteger(length) && length >= 0 && length <= LONGEST
    ? Array.from({ length }, () => UNDEFINED)
    : undefined;
}

// A longer list is no constant that anyone would want in a graph.
const LONGEST = 100_000;
