/** One expression: to a constant, a reference, a started step, a function, or glue. */
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import { evaluateAccess } from "./access.ts";
import { evaluateAssignment, evaluateUpdate } from "./assignments.ts";
import { evaluateCall } from "./calls.ts";
import { awaitedHint, evaluateConditional } from "./choices.ts";
import { refusalOf } from "./effects.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { isOutside } from "./is-outside.ts";
import { endlessNumber } from "./endless-number.ts";
import { evaluateArray, evaluateObject } from "./literals.ts";
import { valueOfDeclaration } from "./module-values.ts";
import { evaluateBinary, evaluateTagged, evaluateTemplate, evaluateUnary } from "./operators.ts";
import { known, POISON, symbolic, UNDEFINED, type Val } from "./values.ts";

export function evaluateExpression(it: Interpreter, expression: Expression, place: Place, hint: Hint): Val {
  switch (expression.kind) {
    case "literal":
      return known(expression.value);
    case "regularExpression":
      return { kind: "glue", expression, scope: place.scope };
    case "identifier":
      return evaluateName(it, expression, place);
    case "property":
    case "element": {
      const outside = expression.kind === "property" && isOutside(expression, place) ? evaluateOutside(it, expression) : undefined;
      if (outside !== undefined) return outside;
      const object = it.evaluate(expression.object, place, {});
      return object.kind === "named" ? { kind: "glue", expression, scope: place.scope } : evaluateAccess(it, expression, object, place);
    }
    case "call":
      return evaluateCall(it, expression, place, hint);
    case "new":
      if (expression.callee.kind === "identifier" && expression.callee.name === "Date" && expression.args.length === 0) {
        it.report(body("DW2301", expression, expression));
        return POISON;
      }
      return { kind: "glue", expression, scope: place.scope };
    case "await":
      return it.awaitVal(it.evaluate(expression.operand, place, awaitedHint(it, expression, hint)), expression.operand, place, hint);
    case "function":
      if (!expression.generator)
        return {
          kind: "function",
          fn: expression,
          scope: place.scope,
          name: undefined,
          module: place.frame.kind === "constant" && place.frame.parent === undefined,
        };
      it.report(body("DW2100", expression, { text: expression.text, words: "a generator" }));
      return POISON;
    case "object":
      return evaluateObject(it, expression, place);
    case "array":
      return evaluateArray(it, expression, place);
    case "template":
      return evaluateTemplate(it, expression, place);
    case "tagged":
      return evaluateTagged(it, expression, place);
    case "binary":
      return evaluateBinary(it, expression, place, hint);
    case "unary":
      return evaluateUnary(it, expression, place);
    case "update":
      return evaluateUpdate(it, expression, place);
    case "assignment":
      return evaluateAssignment(it, expression, place);
    case "conditional":
      return evaluateConditional(it, expression, place, hint);
    case "hole":
      return UNDEFINED;
    case "spread":
    case "other":
      if (expression.kind === "other" && /\bthis\b/u.test(expression.words)) it.report(body("DW2112", expression, expression));
      else
        it.report(
          body("DW2100", expression, { text: expression.text, words: expression.kind === "other" ? expression.words : "a spread" }),
        );
      return POISON;
  }
}

function evaluateName(it: Interpreter, expression: Expression & { kind: "identifier" }, place: Place): Val {
  const binding = place.scope.find(expression.name);
  if (binding === undefined) {
    const declaration = it.frontend.resolve(expression);
    if (endlessNumber(it, expression) !== undefined) return { kind: "glue", expression, scope: place.scope };
    // TypeScript has said that there is no such name.
    return declaration === undefined ? POISON : valueOfDeclaration(it, declaration, expression);
  }
  const val = place.frame.valueOf(binding);
  if (val.kind !== "unreadable") return val;
  it.report(body("DW2116", expression, { text: expression.name, why: val.why }));
  // Once is enough.
  place.frame.begin(binding, POISON);
  return POISON;
}

/** A chain such as `config.SEEDS`, `Mode.Fast` or `process.env.HOME` whose root is no variable of the body. */
function evaluateOutside(it: Interpreter, expression: Expression & { kind: "property" }): Val | undefined {
  const { object } = expression;
  const declaration = object.kind === "identifier" || object.kind === "property" ? it.frontend.resolve(object) : undefined;
  if (declaration?.kind === "surface" && declaration.name === "run") return symbolic({ kind: "ref", node: "run", path: [expression.name] });
  if (declaration?.kind === "global") {
    const refused = refusalOf(declaration.name, expression.name, expression);
    if (refused !== undefined) {
      it.report(refused);
      return POISON;
    }
    if (declaration.name === "Number" || declaration.name === "Math") return numericConstant(declaration.name, expression.name);
  }
  const own = it.frontend.resolve(expression);
  if (own === undefined || own.kind === "other" || own.kind === "global" || own.kind === "local") return undefined;
  return valueOfDeclaration(it, own, expression);
}

function numericConstant(object: "Number" | "Math", name: string): Val | undefined {
  const value: unknown = Reflect.get(object === "Math" ? Math : Number, name);
  return typeof value === "number" && Number.isFinite(value) ? known(value) : undefined;
}
