/** `? :`, `&&`, `||` and `??`: a value where both sides are data, a branch where one of them starts a step. */
import { unionOf } from "@dagwright/ir";
import type { Field, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { FieldResult, TypeResult } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import { branch } from "./branches.ts";
import type { Completion } from "./completion.ts";
import { isNullish } from "./data-value.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { markAwaited } from "./mark-awaited.ts";
import { holdsSteps } from "./starts-steps.ts";
import { isOnly, kindsOf } from "./kinds.ts";
import { evaluateTruth, truthOf } from "./truth.ts";
import { known, POISON, symbolic, UNDEFINED, type Val } from "./values.ts";
import { actsOn } from "./written.ts";

export function evaluateConditional(it: Interpreter, expression: Expression & { kind: "conditional" }, place: Place, hint: Hint = {}): Val {
  const test = evaluateTruth(it, expression.test, place);
  if (test === "poison") return POISON;
  if (test.kind === "literal") return it.evaluate(test.value === true ? expression.then : expression.else, place, hint);
  if (actsOn(it, expression.then, place) || actsOn(it, expression.else, place)) {
    return chooseByBranch(
      it,
      expression,
      test,
      place,
      hint,
      (inner) => it.evaluate(expression.then, inner, hint),
      (inner) => it.evaluate(expression.else, inner, hint),
    );
  }
  const then = it.evaluate(expression.then, place, {});
  const otherwise = it.evaluate(expression.else, place, {});
  if (then.kind === "poison" || otherwise.kind === "poison") return POISON;
  if (holdsSteps(it, then, place) || holdsSteps(it, otherwise, place)) {
    const call = (side: Expression): string => `await ${side.text}({ … })`;
    const help = `choose between calls: \`${expression.test.text} ? ${call(expression.then)} : ${call(expression.else)}\``;
    it.report(body("DW2308", expression, { text: expression.text, help }));
    return POISON;
  }
  if (holdsGlue(then) || holdsGlue(otherwise)) return { kind: "glue", expression, scope: place.scope };
  const type = it.frontend.facts(expression).isAny ? eitherType(it, [then, otherwise], [expression.then, expression.else]) : undefined;
  return {
    ...symbolic({
      kind: "conditional",
      test,
      then: it.toValue(then, expression.then, expression.then.span, place),
      else: it.toValue(otherwise, expression.else, expression.else.span, place),
    }),
    ...(type === undefined ? {} : { type }),
  };
}

/** What TypeScript does not know of a choice, because one side is part of a rejection's `reason`. */
function eitherType(it: Interpreter, vals: readonly Val[], expressions: readonly Expression[]): TypeResult | undefined {
  const types = expressions.map((expression, index): TypeResult => {
    const val = vals[index];
    return (val?.kind === "symbolic" ? val.type : undefined) ?? it.frontend.typeOf(expression);
  });
  const known = types.flatMap((type) => ("type" in type ? [type] : []));
  return known.length === types.length
    ? { type: unionOf(known.map(({ type }) => type)), optional: known.some(({ optional }) => optional) }
    : undefined;
}

/** Glue may only be evaluated on the side that is taken. */
export const holdsGlue = (val: Val): boolean =>
  val.kind === "glue" ||
  (val.kind === "list" && val.items.some(holdsGlue)) ||
  (val.kind === "record" && [...val.fields.values()].some(holdsGlue));

interface Choice {
  readonly expression: Expression & { kind: "binary" };
  readonly op: "&&" | "||" | "??";
  readonly left: Val;
  readonly right: Expression;
  readonly place: Place;
  readonly hint: Hint;
}

/** A logical operator whose right side starts a step. */
export function choose(it: Interpreter, { expression, op, left, right, place, hint }: Choice): Val {
  const kept = left.kind === "glue" ? symbolic(it.toValue(left, expression.left, expression.left.span, place)) : left;
  const test: Value =
    op === "??" ? isNullish(it.toValue(kept, expression.left, expression.left.span, place)) : truthOf(it, left, expression.left, place);
  const goRight = (inner: Place): Val => it.evaluate(right, inner, hint);
  const stay = (): Val => keptAs(it, kept, left, expression.left, op);
  return op === "||"
    ? chooseByBranch(it, expression, test, place, hint, stay, goRight)
    : chooseByBranch(it, expression, test, place, hint, goRight, stay);
}

/** `flag && …` stays with `false`, `text && …` with an empty text: what TypeScript says of its type, too. */
function keptAs(it: Interpreter, kept: Val, left: Val, at: Expression, op: Choice["op"]): Val {
  const kinds = kindsOf(it, left, at);
  if (isOnly(kinds, "boolean") && op !== "??") return known(op === "||");
  if (op !== "&&") return kept;
  return isOnly(kinds, "string") ? known("") : isOnly(kinds, "number") ? known(0) : kept;
}

/** `await (ready ? a() : b())`: each side is awaited where it is chosen; `await choose(ready)` where the function chooses. */
export function awaitedHint(it: Interpreter, expression: Expression & { kind: "await" }, hint: Hint): Hint {
  const { operand } = expression;
  return isChoice(operand) || operand.kind === "call" ? { ...hint, awaited: () => fieldOf(it, expression) } : hint;
}

/** `return ready ? a() : b()` means the same. */
export const returnedHint = (returned: Expression, field: Field | undefined): Hint =>
  isChoice(returned) ? { awaited: () => (field === undefined ? {} : { field }) } : {};

const isChoice = (expression: Expression): boolean =>
  expression.kind === "conditional" ||
  (expression.kind === "binary" && (expression.op === "&&" || expression.op === "||" || expression.op === "??"));

/** What a choice comes to; no field = `undefined` on each side. */
function fieldOf(it: Interpreter, expression: Expression): FieldResult {
  if (it.frontend.facts(expression).primitive === "undefined") return {};
  const result = it.frontend.typeOf(expression);
  return "problems" in result ? result : { field: { type: result.type, ...(result.optional ? { optional: true } : {}) } };
}

function chooseByBranch(
  it: Interpreter,
  expression: Expression,
  condition: Value,
  place: Place,
  { awaited }: Hint,
  then: (place: Place) => Val,
  otherwise: (place: Place) => Val,
): Val {
  if (awaited === undefined && it.frontend.facts(expression).isPromise) {
    it.report(body("DW2212", expression, expression));
    return POISON;
  }
  const result = awaited === undefined ? fieldOf(it, expression) : awaited();
  if ("problems" in result) {
    it.report(body("DW2111", expression, { text: expression.text, reason: result.problems[0]?.reason ?? "has no schema" }));
    return POISON;
  }
  const side =
    (evaluate: (place: Place) => Val) =>
    (inner: Place): Completion => {
      const val = evaluate(inner);
      if (val.kind === "started" || val.kind === "asyncCall" || val.kind === "each" || val.kind === "all") {
        if (awaited !== undefined) return { kind: "returned", val: it.awaitVal(val, expression, inner) };
        it.report(body("DW2212", expression, expression));
        markAwaited(it, val);
        return { kind: "returned", val: POISON };
      }
      return { kind: "returned", val };
    };
  const completion = branch(it, {
    condition,
    span: expression.span,
    text: expression.text,
    name: "if",
    place: { ...place, fn: { ...place.fn, returns: result.field } },
    then: side(then),
    else: side(otherwise),
  });
  return completion.kind === "returned" ? completion.val : UNDEFINED;
}
