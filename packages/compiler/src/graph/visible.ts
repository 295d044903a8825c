import type { Expression } from "../frontend/syntax.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Binding } from "./scope.ts";

/** The variable of the body that a name stands for, where code is looked at and not run: a parameter of a callback may have the same name. */
export function visibleBinding(it: Interpreter, use: Expression & { kind: "identifier" }, place: Place): Binding | undefined {
  const binding = place.scope.find(use.name);
  if (binding === undefined) return undefined;
  const declaration = it.frontend.resolve(use);
  return declaration?.kind === "local" && declaration.declaredAt !== binding.handle ? undefined : binding;
}
