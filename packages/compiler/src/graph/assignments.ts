/** Assigning to variables of the body. */
import type { Json } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { BinaryOperator, Expression, Pattern } from "../frontend/syntax.ts";
import { boundaryTo } from "./boundaries.ts";
import { nameDefinition } from "./glue-values.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { kindsOf } from "./kinds.ts";
import { binary } from "./operators.ts";
import { markAwaited } from "./mark-awaited.ts";
import { withPart } from "./mutations.ts";
import { destructure } from "./patterns.ts";
import { asKnown, known, POISON, type Val } from "./values.ts";
import { isPattern } from "./walk-syntax.ts";

export function evaluateAssignment(it: Interpreter, expression: Expression & { kind: "assignment" }, place: Place): Val {
  const { target, value, op } = expression;
  if (isPattern(target) && target.kind !== "name") {
    const val = it.evaluate(value, place, {});
    if (target.kind === "otherPattern") return refuse(it, expression, target.text);
    destructure(it, target, val, place, (name, part) => assign(it, name, part, expression, place));
    return val;
  }
  const name = target.kind === "name" || target.kind === "identifier" ? target.name : undefined;
  if (name === undefined) return refuse(it, expression, target.text);
  if (op === "=") {
    const val = it.evaluate(value, place, { name });
    if (val.kind === "asyncCall" || val.kind === "each" || val.kind === "all") {
      it.report(body("DW2208", value, value));
      markAwaited(it, val);
      assign(it, { name }, POISON, expression, place);
      return POISON;
    }
    const named = nameDefinition(it, val, name, place);
    assign(it, { name }, named, expression, place);
    return named;
  }
  const binding = place.scope.find(name);
  if (binding === undefined || isPattern(target)) return refuse(it, expression, target.text);
  const val = nameDefinition(it, combine(it, place.frame.valueOf(binding), target, expression, place), name, place);
  assign(it, { name }, val, expression, place);
  return val;
}

/** `a += b` as `a + b`: the same parts on the same text, which the slicer writes without the `=`. */
function combine(it: Interpreter, left: Val, target: Expression, expression: Expression & { kind: "assignment" }, place: Place): Val {
  const operator = OPERATORS.find((candidate) => `${candidate}=` === expression.op);
  if (operator === undefined || left.kind === "poison") return POISON;
  const { span, handle, value } = expression;
  const text = `${target.text} ${operator} ${value.text}`;
  return it.evaluate({ span, text, handle, kind: "binary", op: operator, left: target, right: value }, place, {});
}

const OPERATORS: readonly BinaryOperator[] = ["+", "-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", ">>>", "&&", "||", "??"];

export function evaluateUpdate(it: Interpreter, expression: Expression & { kind: "update" }, place: Place): Val {
  const { operand, op, prefix } = expression;
  const binding = operand.kind === "identifier" ? place.scope.find(operand.name) : undefined;
  if (operand.kind !== "identifier" || binding === undefined) return refuse(it, expression, operand.text);
  const before = place.frame.valueOf(binding);
  const one: { readonly value: Json } = { value: 1 };
  const constant = asKnown(before)?.value;
  const after =
    typeof constant === "number"
      ? known(op === "++" ? constant + 1 : constant - 1)
      : before.kind === "symbolic"
        ? binary(op === "++" ? "+" : "-", before.value, { kind: "literal", ...one }, [kindsOf(it, before, operand), new Set(["number"])])
        : undefined;
  if (after === undefined) return before.kind === "poison" ? POISON : refuse(it, expression, operand.text);
  assign(it, { name: operand.name }, after, expression, place);
  return prefix ? after : before;
}

function assign(it: Interpreter, { name }: Pick<Pattern & { kind: "name" }, "name">, val: Val, at: Expression, place: Place): void {
  const binding = place.scope.find(name);
  if (binding === undefined) {
    refuse(it, at, name);
    return;
  }
  const boundary = boundaryTo(binding, place);
  if (boundary !== undefined) {
    it.report(body(boundary === "turn" ? "DW2402" : "DW2115", at, { text: name }));
    return;
  }
  place.frame.assign(binding, val);
}

function refuse(it: Interpreter, at: Expression, target: string): Val {
  const isChange = target.includes(".") || target.includes("[");
  const changed = at.kind === "assignment" && !isPattern(at.target) ? at.target : at.kind === "update" ? at.operand : at;
  it.report(isChange ? body("DW2109", at, { text: at.text, help: withPart(changed, at) }) : body("DW2105", at, { text: target }));
  return POISON;
}
