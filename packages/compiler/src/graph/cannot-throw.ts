import type { Expression } from "../frontend/syntax.ts";
import { walk, type Syntax } from "./walk-syntax.ts";

/** Methods of lists, collections and texts that take what they are given. */
const METHODS = new Set(
  "push pop shift unshift add has set get delete clear includes indexOf lastIndexOf slice concat join at map filter some every find findIndex findLast flat flatMap reduce forEach keys values entries split trim trimStart trimEnd startsWith endsWith toLowerCase toUpperCase charAt charCodeAt padStart padEnd".split(
    " ",
  ),
);
const FUNCTIONS = new Set(["String", "Number", "Boolean", "Math", "Map", "Set", "Array"]);

/** Whether code surely gets to its end, so that it has either not begun or assigned all that it assigns. */
export const cannotThrow = (code: Syntax): boolean => [...walk(code)].every(isSafe);

function isSafe(node: Syntax): boolean {
  if (node.kind === "call") return node.callee.kind === "property" ? isKnown(node.callee) : isNamed(node.callee);
  if (node.kind === "new") return isNamed(node.callee);
  return node.kind !== "throw" && node.kind !== "tagged" && node.kind !== "other";
}

const isKnown = ({ object, name }: Expression & { readonly kind: "property" }): boolean => METHODS.has(name) || isNamed(object);

const isNamed = (expression: Expression): boolean => expression.kind === "identifier" && FUNCTIONS.has(expression.name);
