/** `Infinity`, `-Infinity` and `NaN`: numbers that glue may hold, and that JSON cannot. */
import type { Expression } from "../frontend/syntax.ts";
import type { Interpreter } from "./interpreter.ts";

const NAMES: ReadonlyMap<string, string> = new Map([
  ["Infinity", "Infinity"],
  ["NaN", "NaN"],
  ["POSITIVE_INFINITY", "Infinity"],
  ["NEGATIVE_INFINITY", "-Infinity"],
]);

/** The number that an expression stands for, if it is one of them. */
export function endlessNumber(it: Interpreter, expression: Expression): string | undefined {
  switch (expression.kind) {
    case "identifier":
      return it.frontend.resolve(expression)?.kind === "global" ? NAMES.get(expression.name) : undefined;
    case "property": {
      const { object } = expression;
      const isNumber = object.kind === "identifier" && object.name === "Number" && it.frontend.resolve(object)?.kind === "global";
      return isNumber ? NAMES.get(expression.name) : undefined;
    }
    case "unary": {
      const inner = expression.op === "-" || expression.op === "+" ? endlessNumber(it, expression.operand) : undefined;
      if (inner === undefined || inner === "NaN" || expression.op === "+") return inner;
      return inner === "Infinity" ? "-Infinity" : "Infinity";
    }
    default:
      return undefined;
  }
}
