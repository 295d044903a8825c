/** Whether code starts or awaits steps, so that it belongs to the graph and not to glue. */
import type { Expression, Handle } from "../frontend/syntax.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Syntax } from "./walk-syntax.ts";
import { walk } from "./walk-syntax.ts";

const hasCalls = new WeakMap<Syntax, boolean>();
const visiting = new Set<Handle>();

export function startsSteps(it: Interpreter, node: Syntax, place: Place): boolean {
  let calls = hasCalls.get(node);
  if (calls === undefined) hasCalls.set(node, (calls = [...walk(node)].some((part) => part.kind === "await" || part.kind === "call")));
  if (!calls) return false;
  for (const part of walk(node)) {
    if (part.kind === "await") return true;
    if (part.kind === "call" && isStep(it, part.callee, place)) return true;
  }
  return false;
}

function isStep(it: Interpreter, callee: Expression, place: Place): boolean {
  if (callee.kind === "call") return isStep(it, callee.callee, place);
  if (callee.kind === "function") return callee.async;
  if (callee.kind !== "identifier" && callee.kind !== "property") return false;
  let root: Expression = callee;
  while (root.kind === "property") root = root.object;
  const binding = root.kind === "identifier" ? place.scope.find(root.name) : undefined;
  if (binding !== undefined) {
    if (callee.kind !== "identifier") return false;
    const val = place.frame.valueOf(binding);
    if (val.kind === "step") return true;
    if (val.kind !== "function") return false;
    if (val.fn.async) return true;
    if (visiting.has(val.fn.handle)) return false;
    visiting.add(val.fn.handle);
    const starts = startsSteps(it, val.fn.body, { ...place, scope: val.scope });
    visiting.delete(val.fn.handle);
    return starts;
  }
  const declaration = it.frontend.resolve(callee);
  if (declaration?.kind === "declared") return true;
  return (
    declaration?.kind === "surface" &&
    (declaration.name === "approval" || declaration.name === "withOptions" || declaration.name === "parallelMap")
  );
}
