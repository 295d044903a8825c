/** `? :`, `&&`, `||` and `??`: a value where both sides are data, a branch where one of them starts a step. */
import type { Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import { branch } from "./branches.ts";
import type { Completion } from "./completion.ts";
import { isNullish } from "./data-value.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { evaluateTruth, truthOf } from "./truth.ts";
import { POISON, symbolic, UNDEFINED, type Val } from "./values.ts";

export function evaluateConditional(it: Interpreter, expression: Expression & { kind: "conditional" }, place: Place): Val {
  const test = evaluateTruth(it, expression.test, place);
  if (test === "poison") return POISON;
  if (test.kind === "literal") return it.evaluate(test.value === true ? expression.then : expression.else, place, {});
  if (it.startsSteps(expression.then, place) || it.startsSteps(expression.else, place)) {
    return chooseByBranch(
      it,
      expression,
      test,
      place,
      (inner) => it.evaluate(expression.then, inner, {}),
      (inner) => it.evaluate(expression.else, inner, {}),
    );
  }
  const then = it.evaluate(expression.then, place, {});
  const otherwise = it.evaluate(expression.else, place, {});
  if (then.kind === "poison" || otherwise.kind === "poison") return POISON;
  if (holdsGlue(then) || holdsGlue(otherwise)) return { kind: "glue", expression, scope: place.scope };
  return symbolic({
    kind: "conditional",
    test,
    then: it.toValue(then, expression.then, expression.then.span, place),
    else: it.toValue(otherwise, expression.else, expression.else.span, place),
  });
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
}

/** A logical operator whose right side starts a step. */
export function choose(it: Interpreter, { expression, op, left, right, place }: Choice): Val {
  const kept = left.kind === "glue" ? symbolic(it.toValue(left, expression.left, expression.left.span, place)) : left;
  const test: Value =
    op === "??" ? isNullish(it.toValue(kept, expression.left, expression.left.span, place)) : truthOf(it, left, expression.left, place);
  const goRight = (inner: Place): Val => it.evaluate(right, inner, {});
  const stay = (): Val => kept;
  return op === "||"
    ? chooseByBranch(it, expression, test, place, stay, goRight)
    : chooseByBranch(it, expression, test, place, goRight, stay);
}

function chooseByBranch(
  it: Interpreter,
  expression: Expression,
  condition: Value,
  place: Place,
  then: (place: Place) => Val,
  otherwise: (place: Place) => Val,
): Val {
  const result = it.frontend.typeOf(expression);
  const isVoid = it.frontend.facts(expression).primitive === "undefined";
  if (!("type" in result) && !isVoid) {
    it.report(body("DW2111", expression, { text: expression.text, reason: result.problems[0]?.reason ?? "has no schema" }));
    return POISON;
  }
  const returns = "type" in result && !isVoid ? { type: result.type, ...(result.optional ? { optional: true } : {}) } : undefined;
  const side =
    (evaluate: (place: Place) => Val) =>
    (inner: Place): Completion => {
      const val = evaluate(inner);
      if (val.kind === "started" || val.kind === "asyncCall" || val.kind === "each" || val.kind === "all") {
        it.report(body("DW2208", expression, expression));
        return { kind: "returned", val: POISON };
      }
      return { kind: "returned", val };
    };
  const completion = branch(it, {
    condition,
    span: expression.span,
    text: expression.text,
    name: "if",
    place: { ...place, fn: { ...place.fn, returns } },
    then: side(then),
    else: side(otherwise),
  });
  return completion.kind === "returned" ? completion.val : UNDEFINED;
}
