/** What a statement without steps may change, and what it reads to do so. */
import type { Expression, Statement } from "../frontend/syntax.ts";
import { calledFunction } from "./called-function.ts";
import { isFresh } from "./effects.ts";
import type { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { mutatedIn } from "./mutated.ts";
import { isOwnData, isShared } from "./pushes.ts";
import type { Binding } from "./scope.ts";
import type { Val } from "./values.ts";
import { visibleBinding } from "./visible.ts";
import { partsOf, walk, type Syntax } from "./walk-syntax.ts";
import { writtenIn } from "./written.ts";

/** Undefined = it starts steps, or holds something that no glue may. `awaited` is what it goes through, where that has to be awaited first. */
export function stepFree(it: Interpreter, statement: Statement, place: Place): { readonly awaited: readonly Expression[] } | undefined {
  if (isComputing(place.frame)) return undefined;
  for (const node of walk(statement)) {
    if (node.kind === "otherStatement" || (node.kind === "forOf" && node.await)) return undefined;
    if ((node.kind === "break" || node.kind === "continue") && node.label !== undefined) return undefined;
    if (node.kind === "variable" && node.declaration === "using") return undefined;
    if (node.kind === "call" && node.callee.kind === "identifier" && it.frontend.resolve(node.callee)?.kind === "surface") return undefined;
  }
  const items = statement.kind === "forOf" ? statement.items : undefined;
  const isAwaited = items !== undefined && it.startsSteps(items, place);
  const others = partsOf(statement).filter((part) => part !== items);
  if (others.some((part) => it.startsSteps(part, place))) return undefined;
  return { awaited: isAwaited ? [items] : [] };
}

/** Whether a helper is being read through for a constant: glue has to call it. */
const isComputing = (frame: Frame | undefined): boolean => frame !== undefined && (frame.kind === "constant" || isComputing(frame.parent));

/** The statement, and the functions of the body that it names. */
export function reachedBy(it: Interpreter, statement: Statement, place: Place): readonly Syntax[] {
  const found: Syntax[] = [];
  const seen = new Set<Syntax>();
  const visit = (part: Syntax, at: Place): void => {
    if (seen.has(part)) return;
    seen.add(part);
    found.push(part);
    for (const node of walk(part)) {
      const binding = node.kind === "identifier" ? visibleBinding(it, node, at) : undefined;
      const val = binding === undefined ? undefined : at.frame.valueOf(binding);
      if (val?.kind === "function" && !val.module) visit(val.fn, { ...at, scope: val.scope });
    }
  };
  visit(statement, place);
  return found;
}

export interface Changes {
  readonly assigned: ReadonlySet<Binding>;
  /** Changed in place; these may be assigned, too. */
  readonly mutated: ReadonlySet<Binding>;
}

export const changesOf = (it: Interpreter, code: readonly Syntax[], place: Place): Changes => ({
  assigned: writtenIn(it, code, place).assigned,
  mutated: mutatedIn(it, code, place),
});

/** Whether a variable holds something that the body has made, and that nothing else holds. */
export function isChangeable(it: Interpreter, binding: Binding, place: Place): boolean {
  const val = place.frame.valueOf(binding);
  return isMadeHere(it, val) && [val, ...partsIn(val)].every((part) => !isShared(part, binding, place));
}

function isMadeHere(it: Interpreter, val: Val): boolean {
  if (isOwnData(val)) return true;
  const definition =
    val.kind === "symbolic" && val.value.kind === "ref" && val.value.path.length === 0 ? it.definitions.of(val.value) : undefined;
  return definition !== undefined && (definition.source.block !== undefined || isFresh(definition.source.expression, new Set()));
}

/** Lists and objects inside another. */
const partsIn = (val: Val): readonly Val[] =>
  (val.kind === "list" ? val.items : val.kind === "record" ? [...val.fields.values()] : [])
    .filter((part) => part.kind === "list" || part.kind === "record")
    .flatMap((part) => [part, ...partsIn(part)]);

/** What a statement is run for besides its results: the first function that it only calls, or "loop" for a `throw` of its own. */
export function calledForEffect(it: Interpreter, code: Syntax): string | undefined {
  for (const node of walk(code, (part) => part.kind !== "function")) {
    if (node.kind === "throw") return "loop";
    if (node.kind !== "expression" || node.expression.kind === "assignment" || node.expression.kind === "update") continue;
    const inner = forEachBody(node.expression);
    const name = inner === undefined ? calledFunction(it, node.expression)?.name : calledForEffect(it, inner);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What `list.forEach((item) => …)` does for each. */
export function forEachBody(expression: Expression): Syntax | undefined {
  if (expression.kind !== "call" || expression.callee.kind !== "property" || expression.callee.name !== "forEach") return undefined;
  const [callback] = expression.args;
  return callback?.kind === "function" && !callback.async ? callback.body : undefined;
}
