import type { Expression } from "../frontend/syntax.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { visibleBinding } from "./visible.ts";

/** Whether a function of the project is called with a caught error: glue has failures as data, so the call is read through beforehand. */
export function takesFailure(it: Interpreter, expression: Expression, place: Place): boolean {
  if (expression.kind !== "call" || expression.callee.kind !== "identifier") return false;
  const { callee, args } = expression;
  const isGiven = args.some((argument) => {
    const binding = argument.kind === "identifier" ? visibleBinding(it, argument, place) : undefined;
    const val = binding === undefined ? undefined : place.frame.valueOf(binding);
    return val?.kind === "symbolic" && val.isError === true;
  });
  if (!isGiven) return false;
  const binding = visibleBinding(it, callee, place);
  if (binding !== undefined) return place.frame.valueOf(binding).kind === "function";
  const declaration = it.frontend.resolve(callee);
  if (declaration?.kind === "moduleFunction") return declaration.package === undefined;
  return declaration?.kind === "moduleVariable" && declaration.init?.kind === "function";
}
