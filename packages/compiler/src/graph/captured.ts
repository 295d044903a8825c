/** Variables of the body that the functions of a promise reach: they run where the promise is awaited, not where it was made. */
import type { Interpreter, Place } from "./interpreter.ts";
import type { Binding } from "./scope.ts";
import type { AllVal, AsyncCallVal, EachVal, FunctionVal, Val } from "./values.ts";
import { visibleBinding } from "./visible.ts";
import { walk } from "./walk-syntax.ts";
import { writtenIn } from "./written.ts";

export interface Captured {
  readonly reads: ReadonlySet<Binding>;
  readonly writes: ReadonlySet<Binding>;
}

export function capturedBy(it: Interpreter, promise: AsyncCallVal | EachVal | AllVal, place: Place): Captured {
  const reads = new Set<Binding>();
  const writes = new Set<Binding>();
  for (const fn of functionsOf(promise)) {
    readBy(it, fn, place, reads, new Set());
    const { assigned, pushed } = writtenIn(it, [fn.fn.body], { ...place, scope: fn.scope });
    for (const binding of [...assigned, ...pushed.keys()]) writes.add(binding);
  }
  return { reads, writes };
}

function functionsOf(val: Val): readonly FunctionVal[] {
  switch (val.kind) {
    case "asyncCall":
      return [val.fn];
    case "each":
      return val.callback.kind === "function" ? [val.callback] : [];
    case "all":
      return val.members.flatMap(functionsOf);
    default:
      return [];
  }
}

/** Those of functions that it calls among them. */
function readBy(it: Interpreter, { fn, scope }: FunctionVal, place: Place, found: Set<Binding>, seen: Set<FunctionVal["fn"]>): void {
  if (seen.has(fn)) return;
  seen.add(fn);
  for (const node of walk(fn)) {
    const binding = node.kind === "identifier" ? visibleBinding(it, node, { ...place, scope }) : undefined;
    if (binding === undefined) continue;
    found.add(binding);
    const val = place.frame.valueOf(binding);
    if (val.kind === "function" && !val.module) readBy(it, val, place, found, seen);
  }
}
