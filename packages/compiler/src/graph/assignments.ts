/** Assigning to variables of the body. */
import type { Json } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { BinaryOperator, Expression, Pattern } from "../frontend/syntax.ts";
import type { FrameKind } from "./frame.ts";
import { nameDefinition } from "./glue-values.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { kindsOf } from "./kinds.ts";
import { binary, foldBinary } from "./operators.ts";
import { markAwaited } from "./mark-awaited.ts";
import { destructure } from "./patterns.ts";
import type { Binding } from "./scope.ts";
import { asKnown, known, POISON, type Val } from "./values.ts";
import { isPattern } from "./walk-syntax.ts";

export function evaluateAssignment(it: Interpreter, expression: Expression & { kind: "assignment" }, place: Place): Val {
  const { target, value, op } = expression;
  if (isPattern(target) && target.kind !== "name") {
    const val = it.evaluate(value, place, {});
    if (target.kind === "otherPattern") return refuse(it, expression, target.text);
    destructure(it, target, val, value, place, (name, part) => assign(it, name, part, expression, place));
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
  const val = combine(it, op, place.frame.valueOf(binding), target, value, expression, place);
  assign(it, { name }, val, expression, place);
  return val;
}

function combine(it: Interpreter, op: string, left: Val, target: Expression, value: Expression, expression: Expression, place: Place): Val {
  const right = it.evaluate(value, place, {});
  if (left.kind === "poison" || right.kind === "poison") return POISON;
  const operator = OPERATORS.find((candidate) => `${candidate}=` === op);
  const [a, b] = [asKnown(left), asKnown(right)];
  const folded = operator !== undefined && a !== undefined && b !== undefined ? foldBinary(operator, a.value, b.value) : undefined;
  if (folded !== undefined) return folded;
  const kinds = [kindsOf(it, left, target), kindsOf(it, right, value)] as const;
  const combined =
    operator === undefined || left.kind === "glue" || right.kind === "glue"
      ? undefined
      : binary(operator, it.toValue(left, target, target.span, place), it.toValue(right, value, value.span, place), kinds);
  if (combined !== undefined) return combined;
  it.report(
    body("DW2109", expression, { text: expression.text, help: `\`${target.text} = ${target.text} ${op.slice(0, -1)} ${value.text}\`` }),
  );
  return POISON;
}

const OPERATORS: readonly BinaryOperator[] = ["+", "-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", ">>>"];

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

/** What stands between here and the variable, if it is something that runs on its own. */
function boundaryTo(binding: Binding, place: Place): FrameKind | undefined {
  for (let frame = place.frame; frame !== binding.frame; frame = frame.parent) {
    if (frame.kind === "member" || frame.kind === "each" || frame.kind === "turn" || frame.kind === "constant") return frame.kind;
    if (frame.parent === undefined) return undefined;
  }
  return undefined;
}

function refuse(it: Interpreter, at: Expression, target: string): Val {
  const isChange = target.includes(".") || target.includes("[");
  it.report(
    isChange
      ? body("DW2109", at, { text: at.text, help: "make a new value: `{ ...value, field: … }`" })
      : body("DW2105", at, { text: target }),
  );
  return POISON;
}
