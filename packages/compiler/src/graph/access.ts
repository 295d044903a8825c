/** Reading a property or an element. */
import type { Span } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import { select } from "./data-value.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { markAwaited } from "./mark-awaited.ts";
import { asError, errorField, errorPart, ownReasons, reasonOf } from "./errors.ts";
import { holdsSteps } from "./starts-steps.ts";
import { mayBeMissing } from "./unchecked.ts";
import { asKnown, known, POISON, symbolic, UNDEFINED, type Val } from "./values.ts";

const FILE_PROPERTIES = new Set(["path", "uri", "digest", "text", "json", "bytes", "files"]);

/** The part of a value, for a pattern: there is no expression that reads it. */
export function accessVal(it: Interpreter, val: Val, key: string | number, span: Span, text: string): Val {
  const part = simpleAccess(it, val, key, span, text);
  if (part !== undefined) return part;
  const definition = val.kind === "symbolic" && val.value.kind === "ref" ? it.definitions.of(val.value) : undefined;
  if (definition !== undefined && "problems" in definition.type)
    it.report(body("DW2111", { span }, { text: definition.text, reason: definition.type.problems[0]?.reason ?? "has no schema" }));
  else it.report(body("DW2100", { span }, { text, words: "taking this value apart" }));
  return POISON;
}

/** A property as references can tell it; undefined = the expression needs glue. */
export function simpleAccess(it: Interpreter, val: Val, key: string | number, span: Span, text: string): Val | undefined {
  switch (val.kind) {
    case "poison":
      return val;
    case "record":
      return typeof key === "string" ? (val.fields.get(key) ?? UNDEFINED) : UNDEFINED;
    case "list":
      return key === "length" ? known(val.items.length) : typeof key === "number" ? (val.items[key] ?? UNDEFINED) : undefined;
    case "known":
      return knownProperty(it, val.value, key, span, text);
    case "symbolic": {
      if (val.value.kind === "ref" && it.definitions.of(val.value)?.isOpaque === true) return undefined;
      if (val.isError === true) return errorPart(val, key);
      const part = select(val.value, key);
      return part === undefined ? undefined : (reasonOf(it, val.value, key) ?? symbolic(part));
    }
    case "started":
    case "asyncCall":
    case "each":
    case "all":
      it.report(body("DW2201", { span }, { text: text.replace(/(?:\.\w+|\[[^\]]*\])$/u, "") }));
      markAwaited(it, val);
      return POISON;
    case "glue":
    case "function":
    case "step":
    case "named":
    case "unreadable":
      return undefined;
  }
}

function knownProperty(it: Interpreter, value: unknown, key: string | number, span: Span, text: string): Val | undefined {
  if (value === undefined || value === null) {
    it.report(body("DW2003", { span }, { text, cause: `it reads \`${key}\` of ${String(value)}` }));
    return POISON;
  }
  if (typeof value === "string" || Array.isArray(value)) {
    if (key === "length") return known(value.length);
    if (typeof key === "number") return known(value[key]);
    return undefined;
  }
  if (typeof value !== "object") return undefined;
  if (!Object.hasOwn(value, key)) return UNDEFINED;
  const member = Object.entries(value).find(([name]) => name === String(key));
  return known(member?.[1]);
}

export function evaluateAccess(it: Interpreter, expression: Expression & { kind: "property" | "element" }, object: Val, place: Place): Val {
  if (object.kind === "poison") return object;
  const key = expression.kind === "property" ? expression.name : keyOf(it.evaluate(expression.index, place));
  const glue: Val = { kind: "glue", expression, scope: place.scope };
  const constant = asKnown(object);
  const isNothing = constant !== undefined && (constant.value === undefined || constant.value === null);
  if (isNothing && (expression.optional || hasOptionalLink(expression.object))) return UNDEFINED;
  if (key === undefined && holdsSteps(it, object, place)) {
    it.report(body("DW2308", expression, { text: expression.text, help: choiceOf(expression, object) }));
    return POISON;
  }
  if (key === undefined) return glue;
  if (object.kind === "symbolic") {
    if (object.isError === true) return errorField(it, object, key, expression);
    const type = it.frontend.typeOf(expression.object);
    const kind = "type" in type ? type.type.kind : undefined;
    if (kind === "artifact" && typeof key === "string" && FILE_PROPERTIES.has(key)) {
      it.report(body("DW2110", expression, { text: expression.text, property: key }));
      return POISON;
    }
    if (
      key === "length" &&
      (kind === "array" || kind === "string" || kind === "tuple" || kind === "literal") &&
      !("type" in type && type.optional)
    ) {
      return mayBeMissing(it, object.value) && object.value.kind === "ref" && typeof object.value.path.at(-1) === "number"
        ? glue
        : symbolic({ kind: "length", operand: object.value });
    }
    // A property of text, a number or a date is a method, or computed.
    if (kind === "date" || kind === "string" || kind === "number" || (kind === "array" && typeof key === "string")) return glue;
    if (hasOptionalLink(expression.object)) return glue;
    const part = simpleAccess(it, object, key, expression.span, expression.text);
    if (part === undefined) return glue;
    if (key === "reason" && part.kind === "symbolic" && part.isError !== true && it.frontend.facts(expression.object).isRejection)
      return asError(part.value, ownReasons(it));
    if (!expression.optional || part.kind !== "symbolic") return part;
    return optionalAccess(it, expression, object.value, part.value);
  }
  return simpleAccess(it, object, key, expression.span, expression.text) ?? glue;
}

/** What to write instead of `STEPS[kind]`. */
function choiceOf(expression: Expression & { kind: "property" | "element" }, object: Val): string {
  const index = expression.kind === "element" ? expression.index.text : "key";
  const parts =
    object.kind === "record"
      ? [...object.fields.keys()].map((key) => [JSON.stringify(key), `${expression.object.text}.${key}`] as const)
      : [0, 1].map((key) => {
          const written = expression.object.kind === "array" ? expression.object.elements[key]?.text : undefined;
          return [String(key), written ?? `${expression.object.text}[${key}]`] as const;
        });
  const [first, second] = parts;
  return `choose between calls: \`${index} === ${first?.[0] ?? "…"} ? await ${first?.[1] ?? "a"}({ … }) : await ${second?.[1] ?? "b"}({ … })\``;
}

/** `a?.b` on something that may be nullish. */
function optionalAccess(
  it: Interpreter,
  expression: Expression & { kind: "property" | "element" },
  object: SymbolicValue,
  part: SymbolicValue,
): Val {
  const facts = it.frontend.facts(expression.object);
  const tests = [
    ...(facts.canBeUndefined || !facts.canBeNull ? [{ kind: "absent" } as const] : []),
    ...(facts.canBeNull ? [{ kind: "literal", value: null } as const] : []),
  ].map((right) => ({ kind: "compare", op: "!==", left: object, right }) as const);
  const [first, second] = tests;
  if (first === undefined) return symbolic(part);
  const test = second === undefined ? first : ({ kind: "and", left: first, right: second } as const);
  return symbolic({ kind: "conditional", test, then: part, else: { kind: "absent" } });
}

type SymbolicValue = Extract<Val, { kind: "symbolic" }>["value"];

/** Whether a chain may have ended before this part of it. */
export const hasOptionalLink = (expression: Expression): boolean =>
  (expression.kind === "property" || expression.kind === "element" || expression.kind === "call") &&
  (expression.optional || hasOptionalLink(expression.kind === "call" ? expression.callee : expression.object));

function keyOf(val: Val): string | number | undefined {
  const value = asKnown(val)?.value;
  if (typeof value === "number") return Number.isInteger(value) && value >= 0 ? value : undefined;
  return typeof value === "string" ? value : undefined;
}
