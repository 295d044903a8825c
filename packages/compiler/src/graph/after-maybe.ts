import { branch } from "./branches.ts";
import { anyOf, completionOf, type Completion } from "./completion.ts";
import type { Interpreter, Part, Place } from "./interpreter.ts";

/** What follows a statement that left on some paths runs on the others. */
export function afterMaybe(it: Interpreter, completion: Completion, rest: readonly Part[], place: Place): Completion {
  if (completion.kind !== "maybe" || !completion.falls) return completion;
  const [next] = rest;
  if (next === undefined) return completion;
  const span = "statement" in next ? next.statement.span : (next.span ?? place.fn.span);
  return branch(it, {
    condition: anyOf(completion.exits),
    span,
    text: "",
    name: completion.exits.has("return") ? "returned" : "left",
    place,
    then: () => completionOf({ ...completion, falls: false }),
    else: (inner) => it.sequence(rest, inner),
  });
}
