/** Variables from outside that a piece of code changes: by assigning them, or by `push` on the list that they hold. */
import type { Expression, Handle, Pattern } from "../frontend/syntax.ts";
import { bindingOf } from "./binding-of.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Binding } from "./scope.ts";
import { isPattern, walk, type Syntax } from "./walk-syntax.ts";

export interface Written {
  readonly assigned: ReadonlySet<Binding>;
  /** With the first `push` of each. */
  readonly pushed: ReadonlyMap<Binding, Expression>;
}

export function writtenIn(it: Interpreter, code: readonly Syntax[], place: Place): Written {
  const assigned = new Set<Binding>();
  const pushed = new Map<Binding, Expression>();
  for (const node of withCalled(code, place)) {
    if (node.kind === "assignment")
      for (const name of isPattern(node.target) ? namesIn(node.target) : [node.target]) add(assigned, bindingOf(it, name, place));
    if (node.kind === "update") add(assigned, bindingOf(it, node.operand, place));
    if (node.kind === "forOf" && node.declaration === "none")
      for (const name of namesIn(node.pattern)) add(assigned, bindingOf(it, name, place));
    const list = pushedList(node);
    const binding = list === undefined ? undefined : bindingOf(it, list, place);
    if (node.kind === "call" && binding !== undefined && !pushed.has(binding)) pushed.set(binding, node);
  }
  return { assigned, pushed };
}

const mayChange = new WeakMap<Syntax, boolean>();

/** Whether code starts steps or changes variables, so that it may only be read where the program gets to it. */
export function actsOn(it: Interpreter, code: Syntax, place: Place): boolean {
  let may = mayChange.get(code);
  if (may === undefined) {
    may = [...walk(code)].some((node) => node.kind === "assignment" || node.kind === "update" || pushedList(node) !== undefined);
    mayChange.set(code, may);
  }
  if (it.startsSteps(code, place)) return true;
  if (!may) return false;
  const { assigned, pushed } = writtenIn(it, [code], place);
  return assigned.size > 0 || pushed.size > 0;
}

/** The code, and that of the functions of the body that it calls. */
function withCalled(code: readonly Syntax[], place: Place): readonly Syntax[] {
  const found: Syntax[] = [];
  const seen = new Set<Handle>();
  const visit = (part: Syntax): void => {
    for (const node of walk(part)) {
      found.push(node);
      const binding = node.kind === "call" && node.callee.kind === "identifier" ? place.scope.find(node.callee.name) : undefined;
      const val = binding === undefined ? undefined : place.frame.valueOf(binding);
      if (val?.kind !== "function" || val.module || seen.has(val.fn.handle)) continue;
      seen.add(val.fn.handle);
      visit(val.fn.body);
    }
  };
  code.forEach(visit);
  return found;
}

const add = (to: Set<Binding>, binding: Binding | undefined): void => void (binding === undefined || to.add(binding));

/** The list in `list.push(…)`. */
export const pushedList = (node: Syntax): (Expression & { kind: "identifier" }) | undefined =>
  node.kind === "call" && node.callee.kind === "property" && node.callee.name === "push" && node.callee.object.kind === "identifier"
    ? node.callee.object
    : undefined;

/** The names that a pattern binds, or assigns. */
export function namesIn(pattern: Pattern): readonly (Pattern & { kind: "name" })[] {
  switch (pattern.kind) {
    case "name":
      return [pattern];
    case "objectPattern":
      return [...pattern.members.map((member) => member.pattern), ...(pattern.rest === undefined ? [] : [pattern.rest])].flatMap(namesIn);
    case "arrayPattern":
      return [
        ...pattern.elements.flatMap((element) => (element === null ? [] : [element.pattern])),
        ...(pattern.rest === undefined ? [] : [pattern.rest]),
      ].flatMap(namesIn);
    case "otherPattern":
      return [];
  }
}
