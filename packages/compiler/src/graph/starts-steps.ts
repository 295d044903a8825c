/** Whether code starts or awaits steps, so that it belongs to the graph and not to glue. */
import type { Expression, FunctionExpression, Handle } from "../frontend/syntax.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { valueOfDeclaration } from "./module-values.ts";
import { Scope } from "./scope.ts";
import { asKnown, type Val } from "./values.ts";
import { visibleBinding } from "./visible.ts";
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
    if (part.kind !== "call" || isWithOptions(it, part.callee)) continue;
    if (isStep(it, part.callee, place) || part.args.some((argument) => isNamed(argument) && isStep(it, argument, place))) return true;
  }
  return false;
}

/** `withOptions(step, { … })` makes a step and starts none. */
function isWithOptions(it: Interpreter, callee: Expression): boolean {
  const declaration = callee.kind === "identifier" || callee.kind === "property" ? it.frontend.resolve(callee) : undefined;
  return declaration?.kind === "surface" && declaration.name === "withOptions";
}

/** Whether a value is, or holds, something that starts steps when it is called. */
export function holdsSteps(it: Interpreter, val: Val, place: Place): boolean {
  switch (val.kind) {
    case "step":
      return true;
    case "function":
      return val.fn.async || functionStarts(it, val.fn, { ...place, scope: val.scope });
    case "list":
      return val.items.some((item) => holdsSteps(it, item, place));
    case "record":
      return [...val.fields.values()].some((field) => holdsSteps(it, field, place));
    default:
      return false;
  }
}

const isNamed = (expression: Expression): boolean =>
  expression.kind === "identifier" || expression.kind === "property" || expression.kind === "element";

function isStep(it: Interpreter, callee: Expression, place: Place): boolean {
  if (callee.kind === "call") return isStep(it, callee.callee, place);
  if (callee.kind === "function") return callee.async;
  if (callee.kind === "conditional") return isStep(it, callee.then, place) || isStep(it, callee.else, place);
  if (!isNamed(callee)) return false;
  const keys: (string | number | undefined)[] = [];
  let root: Expression = callee;
  for (; root.kind === "property" || root.kind === "element"; root = root.object) keys.unshift(keyOf(root));
  const binding = root.kind === "identifier" ? visibleBinding(it, root, place) : undefined;
  if (binding !== undefined) return holdsSteps(it, partOf(place.frame.valueOf(binding), keys), place);
  const declaration = it.frontend.resolve(callee);
  switch (declaration?.kind) {
    case "declared":
      return true;
    case "surface":
      return declaration.name === "approval" || declaration.name === "withOptions" || declaration.name === "parallelMap";
    case "moduleFunction":
      return declaration.package === undefined && functionStarts(it, declaration.fn, { ...place, scope: new Scope() });
    default: {
      const outer = it.frontend.resolve(root);
      if (outer?.kind !== "moduleVariable" || outer.package !== undefined || outer.init === undefined) return false;
      return holdsSteps(it, partOf(valueOfDeclaration(it, outer, root), keys), place);
    }
  }
}

/** A function that calls itself starts what its first turn starts. */
function functionStarts(it: Interpreter, fn: FunctionExpression, place: Place): boolean {
  if (fn.async) return true;
  if (visiting.has(fn.handle)) return false;
  visiting.add(fn.handle);
  const starts = startsSteps(it, fn.body, place);
  visiting.delete(fn.handle);
  return starts;
}

const keyOf = (access: Expression & { kind: "property" | "element" }): string | number | undefined => {
  if (access.kind === "property") return access.name;
  const { index } = access;
  return index.kind === "literal" && (typeof index.value === "string" || typeof index.value === "number") ? index.value : undefined;
};

/** A part of a value by keys; where one is not known, the whole stands for all its parts. */
function partOf(val: Val, keys: readonly (string | number | undefined)[]): Val {
  let part = val;
  for (const key of keys) {
    if (key === undefined || asKnown(part) !== undefined) return part;
    const inner = part.kind === "record" ? part.fields.get(String(key)) : part.kind === "list" ? part.items[Number(key)] : undefined;
    if (inner === undefined) return part.kind === "record" && part.fields.size > 0 && typeof key === "string" ? { kind: "poison" } : part;
    part = inner;
  }
  return part;
}
