/** Which variable of the body a name means. */
import type { Expression, Handle, Pattern } from "../frontend/syntax.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Binding } from "./scope.ts";
import type { Syntax } from "./walk-syntax.ts";

export type Name = (Expression & { kind: "identifier" }) | (Pattern & { kind: "name" });

/** The variable that is visible here, if the name means that one and not another of the same name further in. */
export function bindingOf(it: Interpreter, use: Syntax | Name, place: Place): Binding | undefined {
  if (use.kind !== "identifier" && use.kind !== "name") return undefined;
  const binding = place.scope.find(use.name);
  return binding === undefined || declaredAt(it, use) !== binding.handle ? undefined : binding;
}

/** The declaration of a variable of a body. */
export function declaredAt(it: Interpreter, { span, text, handle, name }: Name): Handle | undefined {
  const declaration = it.frontend.resolve({ kind: "identifier", span, text, handle, name });
  return declaration?.kind === "local" ? declaration.declaredAt : undefined;
}
