/** Variables from outside whose value a piece of code changes in place: `counts[key] = …`, `groups.get(key).push(…)`, also by names of its own. */
import type { Expression, Handle } from "../frontend/syntax.ts";
import { bindingOf, declaredAt, type Name } from "./binding-of.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { copyingMethods, withoutChange } from "./mutations.ts";
import type { Binding } from "./scope.ts";
import { isPattern, walk, type Syntax } from "./walk-syntax.ts";
import { namesIn, pushedList } from "./written.ts";

/** `besidesPush` leaves out what is only filled by `push` on the variable itself. */
export function mutatedIn(it: Interpreter, code: readonly Syntax[], place: Place, besidesPush = false): ReadonlySet<Binding> {
  const nodes = code.flatMap((part) => [...walk(part)]);
  const found = new Set<Binding>();
  let sources: ReadonlyMap<Handle, readonly Expression[]> | undefined;
  const seen = new Set<Handle>();
  const follow = (expression: Expression): void => {
    for (const name of namesHeld(expression)) {
      const binding = bindingOf(it, name, place);
      if (binding !== undefined) found.add(binding);
      const inner = declaredAt(it, name);
      if (inner === undefined || seen.has(inner)) continue;
      seen.add(inner);
      sources ??= sourcesIn(it, nodes);
      sources.get(inner)?.forEach(follow);
    }
  };
  for (const node of nodes) {
    const list = besidesPush ? pushedList(node) : undefined;
    if (list !== undefined && bindingOf(it, list, place) !== undefined) continue;
    for (const changed of changedBy(it, node)) follow(changed);
  }
  return found;
}

/** The values whose inside a node changes. */
function changedBy(it: Interpreter, node: Syntax): readonly Expression[] {
  switch (node.kind) {
    case "assignment":
      return isPattern(node.target) ? [] : insideOf(node.target);
    case "update":
      return insideOf(node.operand);
    case "unary":
      return node.op === "delete" ? insideOf(node.operand) : [];
    case "call":
      return changedByCall(it, node);
    default:
      return [];
  }
}

const insideOf = (target: Expression): readonly Expression[] =>
  target.kind === "property" || target.kind === "element" ? [target.object] : [];

function changedByCall(it: Interpreter, { callee, args }: Expression & { kind: "call" }): readonly Expression[] {
  if (callee.kind !== "property") return [];
  const { object, name } = callee;
  if (object.kind === "identifier" && object.name === "Object" && (name === "assign" || name === "defineProperty")) return args.slice(0, 1);
  if (copyingMethods.has(name)) return [object];
  const instance = it.frontend.facts(object).instanceOf;
  // What a method of somebody's class does is not known.
  const changes = instance !== undefined && (!instance.isBuiltIn || withoutChange(instance.name, name, "", "") !== undefined);
  return changes ? [object] : [];
}

/** Where names of the code's own got their values from. */
function sourcesIn(it: Interpreter, nodes: readonly Syntax[]): ReadonlyMap<Handle, readonly Expression[]> {
  const sources = new Map<Handle, Expression[]>();
  const add = (names: readonly Name[], from: Expression): void => {
    for (const name of names) {
      const declared = declaredAt(it, name) ?? name.handle;
      sources.set(declared, [...(sources.get(declared) ?? []), from]);
    }
  };
  for (const node of nodes) {
    if (node.kind === "variable") for (const { pattern, init } of node.declarations) if (init !== undefined) add(namesIn(pattern), init);
    if (node.kind === "forOf") add(namesIn(node.pattern), node.items);
    if (node.kind === "assignment" && isPattern(node.target)) add(namesIn(node.target), node.value);
    if (node.kind === "assignment" && !isPattern(node.target) && node.target.kind === "identifier") add([node.target], node.value);
    if (node.kind !== "call" || node.callee.kind !== "property") continue;
    for (const argument of node.args)
      if (argument.kind === "function") for (const { pattern } of argument.parameters) add(namesIn(pattern), node.callee.object);
  }
  return sources;
}

/** Names whose value an expression gives, or a part of it. */
function namesHeld(expression: Expression): readonly (Expression & { kind: "identifier" })[] {
  switch (expression.kind) {
    case "identifier":
      return [expression];
    case "property":
    case "element":
      return namesHeld(expression.object);
    case "call":
      return expression.callee.kind === "property" ? [...namesHeld(expression.callee.object), ...expression.args.flatMap(namesHeld)] : [];
    case "spread":
      return namesHeld(expression.operand);
    case "array":
      return expression.elements.flatMap(namesHeld);
    case "binary":
      return [...namesHeld(expression.left), ...namesHeld(expression.right)];
    case "conditional":
      return [...namesHeld(expression.then), ...namesHeld(expression.else)];
    case "assignment":
      return [...(isPattern(expression.target) ? [] : namesHeld(expression.target)), ...namesHeld(expression.value)];
    default:
      return [];
  }
}
