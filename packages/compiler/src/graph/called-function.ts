import type { Expression } from "../frontend/syntax.ts";
import type { Interpreter } from "./interpreter.ts";
import { walk } from "./walk-syntax.ts";

/** The first function in it that somebody has written: methods of values and JavaScript's own functions throw for nobody's sake. */
export function calledFunction(it: Interpreter, expression: Expression): Extract<Expression, { readonly name: string }> | undefined {
  for (const part of walk(expression)) {
    if (part.kind !== "call" || (part.callee.kind !== "identifier" && part.callee.kind !== "property")) continue;
    const kind = it.frontend.resolve(part.callee)?.kind;
    if (kind === "moduleFunction" || kind === "moduleVariable" || (kind === "local" && part.callee.kind === "identifier"))
      return part.callee;
  }
  return undefined;
}
