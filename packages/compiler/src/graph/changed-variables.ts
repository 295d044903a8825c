/** The variables that a node of code assigns, or whose value it changes in place. */
import type { Frontend } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import { copyingMethods, withoutChange } from "./mutations.ts";
import { isPattern, type Syntax } from "./walk-syntax.ts";

interface Change {
  readonly name: Expression & { readonly kind: "identifier" };
  readonly at: Syntax;
}

export function changedVariables(frontend: Frontend, node: Syntax): readonly Change[] {
  const rooted = (target: Expression): readonly Change[] => {
    const name = rootOf(target);
    return name === undefined ? [] : [{ name, at: node }];
  };
  switch (node.kind) {
    case "assignment":
      return isPattern(node.target) ? [] : rooted(node.target);
    case "update":
      return rooted(node.operand);
    case "unary":
      return node.op === "delete" ? rooted(node.operand) : [];
    case "call":
      return node.callee.kind === "property" && changes(frontend, node.callee) ? rooted(node.callee.object) : [];
    default:
      return [];
  }
}

/** A list's or a collection's own method; what the methods of other objects do, a client's for one, is not known. */
function changes(frontend: Frontend, { object, name }: Expression & { readonly kind: "property" }): boolean {
  if (copyingMethods.has(name)) return frontend.facts(object).isArray;
  if (rootOf(object) === undefined) return false;
  const instance = frontend.facts(object).instanceOf;
  return instance?.isBuiltIn === true && withoutChange(instance.name, name, "", "") !== undefined;
}

function rootOf(target: Expression): (Expression & { readonly kind: "identifier" }) | undefined {
  let at = target;
  while (at.kind === "property" || at.kind === "element") at = at.object;
  return at.kind === "identifier" ? at : undefined;
}
