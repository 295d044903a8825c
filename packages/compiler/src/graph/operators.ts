/** Operators: folded over constants, an expression of the IR where it means the same as JavaScript's, else glue. */
import type { Json, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { BinaryOperator, Expression } from "../frontend/syntax.ts";
import { choose } from "./choices.ts";
import { isNullish } from "./data-value.ts";
import { isStepError } from "./errors.ts";
import { checkEffects } from "./effects.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { areComparable, isOnly, isPrintable, kindsOf, type Kinds } from "./kinds.ts";
import { markAwaited } from "./mark-awaited.ts";
import { evaluateTruth } from "./truth.ts";
import { withoutPart } from "./mutations.ts";
import { isUnchecked } from "./unchecked.ts";
import { asKnown, known, POISON, symbolic, UNDEFINED, type SymbolicVal, type Val } from "./values.ts";
import { actsOn } from "./written.ts";

type Binary = Expression & { kind: "binary" };

export function evaluateBinary(it: Interpreter, expression: Binary, place: Place, hint: Hint = {}): Val {
  const { op } = expression;
  if (op === "&&" || op === "||" || op === "??") return evaluateLogical(it, expression, op, place, hint);
  const left = it.evaluate(expression.left, place, {});
  if (op === ",") {
    if (left.kind === "glue") checkEffects(it, expression.left, place);
    return it.evaluate(expression.right, place, {});
  }
  if (op === "instanceof" && left.kind === "symbolic" && left.isError === true) return isErrorOf(it, left, expression);
  const right = it.evaluate(expression.right, place, {});
  if (left.kind === "poison" || right.kind === "poison") return POISON;
  if (isPromise(left)) return usedEarly(it, left, expression.left);
  if (isPromise(right)) return usedEarly(it, right, expression.right);
  const [a, b] = [asKnown(left), asKnown(right)];
  if (op === "==" || op === "!=") return evaluateLoose(it, expression, op, left, right);
  if (a !== undefined && b !== undefined) return foldBinary(op, a.value, b.value) ?? { kind: "glue", expression, scope: place.scope };
  if (left.kind === "glue" || right.kind === "glue") return { kind: "glue", expression, scope: place.scope };
  const kinds = [kindsOf(it, left, expression.left), kindsOf(it, right, expression.right)] as const;
  // `undefined` in a sum or comparison is JavaScript's affair.
  if (op !== "===" && op !== "!==" && (isUnchecked(it, left) || isUnchecked(it, right)))
    return { kind: "glue", expression, scope: place.scope };
  return (
    binary(op, valueFor(it, left, expression.left, place), valueFor(it, right, expression.right, place), kinds) ?? {
      kind: "glue",
      expression,
      scope: place.scope,
    }
  );
}

/** The class of an error does not cross from a step's process; that it is one, and that a step has failed, does. */
function isErrorOf(it: Interpreter, error: SymbolicVal, { left, right, ...at }: Binary): Val {
  if (right.text === "Error") return known(true);
  if (right.text === "StepError") return isStepError(it, error);
  it.report(body("DW2122", at, { text: at.text, error: left.text, name: right.text }));
  return POISON;
}

const valueFor = (it: Interpreter, val: Val, expression: Expression, place: Place): Value =>
  it.toValue(val, expression, expression.span, place);

/** An expression of the IR, where one means the same. */
export function binary(op: BinaryOperator, left: Value, right: Value, [a, b]: readonly [Kinds, Kinds]): Val | undefined {
  switch (op) {
    case "===":
    case "!==":
      return areComparable(a, b) ? symbolic({ kind: "compare", op, left, right }) : undefined;
    case "<":
    case "<=":
    case ">":
    case ">=":
      return (isOnly(a, "number") && isOnly(b, "number")) || (isOnly(a, "string") && isOnly(b, "string"))
        ? symbolic({ kind: "compare", op, left, right })
        : undefined;
    case "+":
      if (isOnly(a, "number") && isOnly(b, "number")) return symbolic({ kind: "arithmetic", op, left, right });
      if (!isPrintable(a) || !isPrintable(b) || !(isOnly(a, "string") || isOnly(b, "string"))) return undefined;
      return symbolic({ kind: "template", parts: [...partsOfText(left), ...partsOfText(right)] });
    case "-":
    case "*":
    case "/":
    case "%":
    case "**":
      return isOnly(a, "number") && isOnly(b, "number") ? symbolic({ kind: "arithmetic", op, left, right }) : undefined;
    default:
      return undefined;
  }
}

export const partsOfText = (value: Value): readonly Value[] => (value.kind === "template" ? value.parts : [value]);

export function foldBinary(op: BinaryOperator, left: Json | undefined, right: Json | undefined): Val | undefined {
  switch (op) {
    case "===":
    case "!==": {
      const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
      // Two objects are never the same one: identity does not survive a step boundary, so it is not folded either.
      if (isObject(left) && isObject(right)) return undefined;
      return known((left === right) === (op === "==="));
    }
    case "+":
      if (typeof left === "number" && typeof right === "number") return known(left + right);
      return isPlain(left) && isPlain(right) && (typeof left === "string" || typeof right === "string")
        ? known(String(left) + String(right))
        : undefined;
    case "<":
    case "<=":
    case ">":
    case ">=":
      if ((typeof left === "number" && typeof right === "number") || (typeof left === "string" && typeof right === "string")) {
        return known(op === "<" ? left < right : op === "<=" ? left <= right : op === ">" ? left > right : left >= right);
      }
      return undefined;
    default:
      return typeof left === "number" && typeof right === "number" ? foldNumbers(op, left, right) : undefined;
  }
}

function foldNumbers(op: BinaryOperator, left: number, right: number): Val | undefined {
  switch (op) {
    case "-":
      return known(left - right);
    case "*":
      return known(left * right);
    case "/":
      return known(left / right);
    case "%":
      return known(left % right);
    case "**":
      return known(left ** right);
    case "&":
      return known(left & right);
    case "|":
      return known(left | right);
    case "^":
      return known(left ^ right);
    case "<<":
      return known(left << right);
    case ">>":
      return known(left >> right);
    case ">>>":
      return known(left >>> right);
    default:
      return undefined;
  }
}

type Plain = string | number | boolean | null | undefined;
const isPlain = (value: Json | undefined): value is Plain => value === undefined || value === null || typeof value !== "object";

/** `x == null` is the one loose comparison that people mean. */
function evaluateLoose(it: Interpreter, expression: Binary, op: "==" | "!=", left: Val, right: Val): Val {
  const isNull = (val: Val): boolean => {
    const constant = asKnown(val);
    return constant !== undefined && (constant.value === null || constant.value === undefined);
  };
  const other = isNull(right) ? left : isNull(left) ? right : undefined;
  if (other?.kind === "symbolic") {
    const test = isNullish(other.value);
    return symbolic(op === "==" ? test : { kind: "not", operand: test });
  }
  it.report(body("DW2106", expression, { text: expression.text, op, left: expression.left.text, right: expression.right.text }));
  return POISON;
}

function evaluateLogical(it: Interpreter, expression: Binary, op: "&&" | "||" | "??", place: Place, hint: Hint): Val {
  const left = it.evaluate(expression.left, place, {});
  if (left.kind === "poison") return left;
  if (isPromise(left)) return usedEarly(it, left, expression.left);
  const constant = asKnown(left);
  if (constant !== undefined) {
    const takesRight = op === "??" ? constant.value === null || constant.value === undefined : Boolean(constant.value) === (op === "&&");
    return takesRight ? it.evaluate(expression.right, place, hint) : left;
  }
  if (actsOn(it, expression.right, place)) return choose(it, { expression, left, op, right: expression.right, place, hint });
  const right = it.evaluate(expression.right, place, {});
  if (right.kind === "poison") return right;
  if (left.kind === "glue" || right.kind === "glue") return { kind: "glue", expression, scope: place.scope };
  const [a, b] = [kindsOf(it, left, expression.left), kindsOf(it, right, expression.right)];
  if (op === "??") {
    return symbolic({
      kind: "coalesce",
      left: valueFor(it, left, expression.left, place),
      right: valueFor(it, right, expression.right, place),
    });
  }
  if (!isOnly(a, "boolean") || !isOnly(b, "boolean") || isUnchecked(it, left)) return { kind: "glue", expression, scope: place.scope };
  return symbolic({
    kind: op === "&&" ? "and" : "or",
    left: valueFor(it, left, expression.left, place),
    right: valueFor(it, right, expression.right, place),
  });
}

const isPromise = (val: Val): val is Val & { kind: "started" | "asyncCall" | "each" | "all" } =>
  val.kind === "started" || val.kind === "asyncCall" || val.kind === "each" || val.kind === "all";

function usedEarly(it: Interpreter, val: Val & { kind: "started" | "asyncCall" | "each" | "all" }, at: Expression): Val {
  it.report(body("DW2201", at, { text: at.text }));
  markAwaited(it, val);
  return POISON;
}

export function evaluateUnary(it: Interpreter, expression: Expression & { kind: "unary" }, place: Place): Val {
  const glue: Val = { kind: "glue", expression, scope: place.scope };
  switch (expression.op) {
    case "!": {
      const truth = evaluateTruth(it, expression, place);
      if (truth === "poison") return POISON;
      return truth.kind === "literal" ? known(truth.value) : symbolic(truth);
    }
    case "-":
    case "+":
    case "~": {
      const operand = it.evaluate(expression.operand, place, {});
      if (operand.kind === "poison") return operand;
      const constant = asKnown(operand)?.value;
      if (typeof constant === "number") return known(expression.op === "-" ? -constant : expression.op === "+" ? constant : ~constant);
      if (
        operand.kind !== "symbolic" ||
        isUnchecked(it, operand) ||
        expression.op === "~" ||
        !isOnly(kindsOf(it, operand, expression.operand), "number")
      )
        return glue;
      return expression.op === "+"
        ? operand
        : symbolic({ kind: "arithmetic", op: "-", left: { kind: "literal", value: 0 }, right: operand.value });
    }
    case "typeof": {
      const operand = it.evaluate(expression.operand, place, {});
      const constant = asKnown(operand);
      return operand.kind === "poison" ? operand : constant !== undefined ? known(typeof constant.value) : glue;
    }
    case "void":
      it.evaluate(expression.operand, place, {});
      return UNDEFINED;
    case "delete":
      it.report(body("DW2109", expression, { text: expression.text, help: withoutPart(expression.operand) }));
      return POISON;
  }
}

export function evaluateTemplate(it: Interpreter, expression: Expression & { kind: "template" }, place: Place): Val {
  const parts: Value[] = [];
  let isGlue = false;
  let isPoisoned = false;
  for (const part of expression.parts) {
    if (typeof part === "string") {
      if (part !== "") parts.push({ kind: "literal", value: part });
      continue;
    }
    const val = it.evaluate(part, place, {});
    if (val.kind === "symbolic" && val.isError === true) it.report(body("DW2113", part, part));
    if (isPromise(val)) usedEarly(it, val, part);
    if (val.kind === "poison" || isPromise(val) || (val.kind === "symbolic" && val.isError === true)) {
      isPoisoned = true;
      continue;
    }
    const constant = asKnown(val);
    if (constant !== undefined && isPlain(constant.value)) {
      parts.push({ kind: "literal", value: String(constant.value) });
    } else if (val.kind === "symbolic" && isPrintable(kindsOf(it, val, part))) {
      parts.push(...partsOfText(val.value));
    } else isGlue = true;
  }
  if (isPoisoned) return POISON;
  if (isGlue) return { kind: "glue", expression, scope: place.scope };
  const joined = joinText(parts);
  const [only, ...others] = joined;
  if (only === undefined) return known("");
  return only.kind === "literal" && others.length === 0 ? known(only.value) : symbolic({ kind: "template", parts: joined });
}

/** A function that is called with the pieces of a template: glue, but for the text as it is written. */
export function evaluateTagged(it: Interpreter, expression: Expression & { kind: "tagged" }, place: Place): Val {
  const vals = expression.values.map((value) => it.evaluate(value, place, {}));
  if (vals.some((val) => val.kind === "poison")) return POISON;
  const constants = vals.map((val) => asKnown(val)?.value);
  const isRaw = expression.tag.text === "String.raw" && constants.every((value) => isPlain(value) && value !== undefined);
  return isRaw ? known(String.raw({ raw: expression.raw }, ...constants)) : { kind: "glue", expression, scope: place.scope };
}

/** Neighbouring constants become one. */
function joinText(parts: readonly Value[]): readonly Value[] {
  const joined: Value[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.kind === "literal" && part.kind === "literal" && isPlain(last.value) && isPlain(part.value)) {
      joined[joined.length - 1] = { kind: "literal", value: `${last.value}${part.value}` };
    } else joined.push(part);
  }
  return joined;
}
