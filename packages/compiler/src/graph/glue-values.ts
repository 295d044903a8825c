/** Turning a pure expression into glue: what it reads, what is constant in it, what comes out. */
import type { Type, Value } from "@dagwright/protocol";
import type { TypeResult } from "../frontend/frontend.ts";
import type { Expression, Pattern } from "../frontend/syntax.ts";
import type { GlueSource } from "../passes/glue-source.ts";
import { checkEffects } from "./effects.ts";
import { endlessNumber } from "./endless-number.ts";
import { collected, noParts, rootOf, sourceOf } from "./glue-parts.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { POISON, symbolic, type Val } from "./values.ts";

/** Glue gets an entry of its own, called like the variable that holds it; other values stay as they are. */
export function nameDefinition(it: Interpreter, val: Val, name: string | undefined, place: Place): Val {
  switch (val.kind) {
    case "glue": {
      const defined = define(it, val.expression, { ...place, scope: val.scope }, "value");
      if (name !== undefined && defined.kind === "symbolic" && defined.value.kind === "ref") {
        const definition = it.definitions.of(defined.value);
        if (definition !== undefined) definition.name ??= name;
      }
      return defined;
    }
    case "list":
      // In place: whoever holds the list sees the same items.
      for (const [index, item] of val.items.entries()) val.items[index] = nameDefinition(it, item, name, place);
      return val;
    case "record": {
      const fields = new Map([...val.fields].map(([key, field]) => [key, nameDefinition(it, field, key, place)]));
      return [...fields].some(([key, field]) => field !== val.fields.get(key)) ? { ...val, fields } : val;
    }
    default:
      return val;
  }
}

/** The entry for an expression, read by a reference to it. */
export function define(it: Interpreter, expression: Expression, place: Place, as: GlueSource["as"]): Val {
  if (checkEffects(it, expression, place)) return POISON;
  const parts = noParts();
  const source = sourceOf(it, expression, place, as, parts);
  if (parts.failed) return POISON;
  const endless = endlessNumber(it, expression);
  const type: TypeResult =
    endless !== undefined
      ? notInJson(endless)
      : as === "boolean"
        ? { type: { kind: "boolean" }, optional: false }
        : it.frontend.typeOf(expression);
  const definition = it.definitions.add({
    source,
    ...collected(parts),
    type,
    isOpaque: !("type" in type),
    text: expression.text,
    span: expression.span,
    frame: place.frame,
    at: it.now(),
  });
  return symbolic({ kind: "ref", node: definition.id, path: [] });
}

/** Glue that reads it holds it; nothing else can. */
const notInJson = (number: string): TypeResult => ({
  problems: [
    { code: "notJson", path: "", reason: `has no place in JSON; use \`null\`, or a number such as \`${LIMITS.get(number) ?? "0"}\`` },
  ],
});
const LIMITS: ReadonlyMap<string, string> = new Map([
  ["Infinity", "Number.MAX_VALUE"],
  ["-Infinity", "-Number.MAX_VALUE"],
]);

/** The entry for a value that the program has no expression for: code of our own over another value, called `value`. */
export function defineCode(
  it: Interpreter,
  at: Pick<Pattern, "span" | "text" | "handle">,
  code: string,
  source: { readonly value: Value; readonly type: Extract<TypeResult, { readonly type: Type }> },
  type: TypeResult,
  place: Place,
): Val {
  const { span, text, handle } = at;
  const definition = it.definitions.add({
    source: {
      expression: { span, text, handle, kind: "other", words: "the rest of a pattern" },
      code,
      as: "value",
      select: [],
      roots: { value: "value" },
      constants: {},
      locals: [],
      holes: [],
    },
    roots: { value: rootOf(source.value, source.type) },
    constants: {},
    type,
    isOpaque: false,
    text,
    span,
    frame: place.frame,
    at: it.now(),
  });
  return symbolic({ kind: "ref", node: definition.id, path: [] });
}
