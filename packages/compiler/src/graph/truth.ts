/** Conditions: JavaScript's truthiness as a boolean that every target can compute. */
import type { Value } from "@dagwright/protocol";
import type { Expression } from "../frontend/syntax.ts";
import { define } from "./glue-values.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { isOnly, kindsOf } from "./kinds.ts";
import { mayBeMissing } from "./unchecked.ts";
import { asKnown, type Val } from "./values.ts";
import { actsOn } from "./written.ts";

export const TRUE = { kind: "literal", value: true } as const satisfies Value;
export const FALSE = { kind: "literal", value: false } as const satisfies Value;

/** A boolean value for a condition that has been evaluated. */
export function truthOf(it: Interpreter, val: Val, expression: Expression, place: Place): Value {
  const constant = asKnown(val);
  if (constant !== undefined) return Boolean(constant.value) ? TRUE : FALSE;
  switch (val.kind) {
    case "list":
    case "record":
    case "function":
    case "step":
    case "named":
      return TRUE;
    case "symbolic":
      return val.isError === true ? TRUE : symbolicTruth(it, val, expression, place);
    case "glue":
      return defined(it, expression, place);
    case "known":
    case "poison":
      return FALSE;
    case "started":
    case "asyncCall":
    case "each":
    case "all":
    case "unreadable":
      return it.toValue(val, expression, expression.span, place);
  }
}

function symbolicTruth(it: Interpreter, val: Val & { kind: "symbolic" }, expression: Expression, place: Place): Value {
  const { value } = val;
  if (value.kind === "compare" || value.kind === "not") return value;
  const kinds = new Set(kindsOf(it, val, expression));
  if (mayBeMissing(it, value)) kinds.add("absent");
  if (isOnly(kinds, "boolean")) return value;
  if (isOnly(kinds, "string")) return { kind: "compare", op: "!==", left: value, right: { kind: "literal", value: "" } };
  if (isOnly(kinds, "number")) return { kind: "compare", op: "!==", left: value, right: { kind: "literal", value: 0 } };
  const solid = [...kinds].filter((kind) => kind !== "absent" && kind !== "null");
  const present = [
    ...(kinds.has("absent") ? [{ kind: "absent" } as const] : []),
    ...(kinds.has("null") ? [{ kind: "literal", value: null } as const] : []),
  ].map((right): Value => ({ kind: "compare", op: "!==", left: value, right }));
  const known = "type" in (val.type ?? it.frontend.typeOf(expression));
  if (known && solid.length === 1 && solid[0] === "other") return all(present);
  if (solid.length === 1 && solid[0] === "boolean") return { kind: "compare", op: "===", left: value, right: TRUE };
  const empty = solid.length !== 1 ? undefined : solid[0] === "string" ? "" : solid[0] === "number" ? 0 : undefined;
  if (empty !== undefined) return all([...present, { kind: "compare", op: "!==", left: value, right: { kind: "literal", value: empty } }]);
  return defined(it, expression, place);
}

const all = (tests: readonly Value[]): Value =>
  tests.reduceRight((right, left) => (right === TRUE ? left : { kind: "and", left, right }), TRUE);

function defined(it: Interpreter, expression: Expression, place: Place): Value {
  const result = it.frontend.typeOf(expression);
  const isBoolean = "type" in result && result.type.kind === "boolean" && !result.optional;
  const val = define(it, expression, place, isBoolean ? "value" : "boolean");
  return val.kind === "symbolic" ? val.value : FALSE;
}

/** Evaluates a condition; the logical operators need not make values of their sides. */
export function evaluateTruth(it: Interpreter, expression: Expression, place: Place): Value | "poison" {
  if (expression.kind === "unary" && expression.op === "!") {
    const inner = evaluateTruth(it, expression.operand, place);
    if (inner === "poison") return inner;
    return inner.kind === "literal"
      ? inner.value === true
        ? FALSE
        : TRUE
      : inner.kind === "not"
        ? inner.operand
        : { kind: "not", operand: inner };
  }
  if (expression.kind === "binary" && (expression.op === "&&" || expression.op === "||") && !actsOn(it, expression.right, place)) {
    const left = evaluateTruth(it, expression.left, place);
    if (left === "poison") return left;
    const decides = expression.op === "&&" ? FALSE : TRUE;
    if (left.kind === "literal") return left.value === decides.value ? left : evaluateTruth(it, expression.right, place);
    const before = it.definitions.size;
    const right = evaluateTruth(it, expression.right, place);
    if (right === "poison") return right;
    // Glue on the right may only be evaluated where the left side lets it.
    if (it.definitions.size > before && right.kind !== "literal") return defined(it, expression, place);
    if (right.kind === "literal") return right.value === decides.value ? right : left;
    return { kind: expression.op === "&&" ? "and" : "or", left, right };
  }
  const val = it.evaluate(expression, place, {});
  return val.kind === "poison" ? "poison" : truthOf(it, val, expression, place);
}
