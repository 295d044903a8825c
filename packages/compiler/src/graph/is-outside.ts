import type { Expression } from "../frontend/syntax.ts";
import type { Place } from "./interpreter.ts";

/** Whether a property chain begins with a name that is no variable of the body. */
export function isOutside(expression: Expression, place: Place): boolean {
  let root = expression;
  while (root.kind === "property") root = root.object;
  return root.kind === "identifier" && place.scope.find(root.name) === undefined;
}
