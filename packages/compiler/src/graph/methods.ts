/** Methods of values: unrolled over constants, a fan-out where they start steps, else glue. */
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import type { Call } from "./calls.ts";
import { applyCallback, callbackOf } from "./callbacks.ts";
import { constantArguments } from "./globals.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { copyingMethods } from "./mutations.ts";
import { foldMethod } from "./known-methods.ts";
import { isOwnData, pushOnto } from "./pushes.ts";
import { asKnown, known, POISON, type Val } from "./values.ts";

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
  if (callback !== undefined) return applyCallback(it, { receiver, items: callee.object, callback, name, call, place }) ?? glue;
  const constant = asKnown(receiver);
  if (constant?.value === undefined || constant.value === null) return glue;
  const args = constantArguments(it, call, place);
  if (args === "poison") return POISON;
  const folded = args === undefined ? undefined : foldMethod(constant.value, name, args);
  return folded === undefined ? glue : known(folded.value);
}

/** `out.push(x)` on a list that this region has made is how lists are built; all else would change what others read. */
function changeInPlace(it: Interpreter, receiver: Val, callee: Callee, call: Call, place: Place): Val {
  if (callee.name === "push" && isOwnData(receiver)) return pushOnto(it, receiver, callee.object, call, place);
  it.report(
    body("DW2109", call, {
      text: call.text,
      help:
        copyingMethods.get(callee.name)?.(callee.object.text, call.args.map((argument) => argument.text).join(", ")) ?? "make a new value",
    }),
  );
  return POISON;
}
