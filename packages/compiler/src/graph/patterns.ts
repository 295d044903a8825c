/** Binding names: parameters, declarations, assignments. */
import type { Type, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { TypeResult } from "../frontend/frontend.ts";
import type { Expression, Pattern } from "../frontend/syntax.ts";
import { accessVal } from "./access.ts";
import { select } from "./data-value.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { defineCode, nameDefinition } from "./glue-values.ts";
import type { Binding } from "./scope.ts";
import { keep } from "./stored.ts";
import { asKnown, POISON, symbolic, type Val } from "./values.ts";

/** `const report = …` names its step; `const [a, b] = await Promise.all([…])` names several. */
export function hintOf(pattern: Pattern): Hint {
  if (pattern.kind === "name") return { name: pattern.name };
  if (pattern.kind === "arrayPattern")
    return { names: pattern.elements.map((element) => (element?.pattern.kind === "name" ? element.pattern.name : undefined)) };
  return {};
}

/** Declares the names of a pattern with the parts of a value. */
export function bindPattern(it: Interpreter, pattern: Pattern, val: Val, at: Expression | undefined, place: Place, mutable: boolean): void {
  keep(val, at, place);
  if (val.kind === "symbolic" && val.value.kind === "ref" && val.value.path.length === 0) it.bound.set(val.value.node, pattern);
  destructure(it, pattern, val, place, (name, part) => {
    const binding: Binding = {
      name: name.name,
      initial: nameDefinition(it, part, name.name, place),
      mutable,
      handle: name.handle,
      frame: place.frame,
    };
    place.scope.declare(binding);
  });
}

/** Takes a value apart along a pattern. */
export function destructure(
  it: Interpreter,
  pattern: Pattern,
  val: Val,
  place: Place,
  bind: (name: Pattern & { kind: "name" }, part: Val) => void,
): void {
  const source = settled(it, pattern, val, place);
  switch (pattern.kind) {
    case "name":
      bind(pattern, source);
      return;
    case "objectPattern": {
      const taken: string[] = [];
      for (const member of pattern.members) {
        const key = keyOf(it, member.key, source, place);
        const whole = key === undefined ? POISON : accessVal(it, source, key, pattern.span, pattern.text);
        if (key !== undefined) taken.push(key);
        destructure(it, member.pattern, withDefault(it, whole, member.default, place), place, bind);
      }
      if (pattern.rest === undefined) return;
      const others = taken.length < pattern.members.length ? POISON : restOfObject(it, pattern, pattern.rest, taken, source, place);
      destructure(it, pattern.rest, others, place, bind);
      return;
    }
    case "arrayPattern": {
      const list = characters(it, pattern, source, place);
      for (const [index, element] of pattern.elements.entries()) {
        if (element === null) continue;
        const part = withDefault(it, accessVal(it, list, index, pattern.span, pattern.text), element.default, place);
        destructure(it, element.pattern, part, place, bind);
      }
      if (pattern.rest !== undefined) destructure(it, pattern.rest, restOfArray(it, pattern, pattern.rest, list, place), place, bind);
      return;
    }
    case "otherPattern":
      it.report(body("DW2100", pattern, { text: pattern.text, words: pattern.words }));
  }
}

/** Glue is evaluated once, before its parts are read. */
const settled = (it: Interpreter, pattern: Pattern, val: Val, place: Place): Val =>
  val.kind === "glue" && pattern.kind !== "name" ? nameDefinition(it, val, undefined, place) : val;

/** A default stands for what is absent. */
export function withDefault(it: Interpreter, val: Val, otherwise: Expression | undefined, place: Place): Val {
  if (otherwise === undefined || val.kind === "poison") return val;
  const constant = asKnown(val);
  if (constant !== undefined) return constant.value === undefined ? it.evaluate(otherwise, place) : val;
  if (val.kind !== "symbolic") return val;
  const fallback = it.toValue(it.evaluate(otherwise, place), otherwise, otherwise.span, place);
  return symbolic(orElse(val.value, fallback));
}

/** On each branch of a choice by itself, so that it shows where the value is there: `{ deep: { q = 2 } = {} }`. */
function orElse(value: Value, fallback: Value): Value {
  if (value.kind === "absent") return fallback;
  if (value.kind === "literal") return value;
  if (value.kind === "conditional") return { ...value, then: orElse(value.then, fallback), else: orElse(value.else, fallback) };
  return { kind: "conditional", test: { kind: "compare", op: "===", left: value, right: { kind: "absent" } }, then: fallback, else: value };
}

/** The name that a member of a pattern reads; a computed one is constant. */
function keyOf(it: Interpreter, key: string | Expression, source: Val, place: Place): string | undefined {
  if (typeof key === "string") return key;
  const val = it.evaluate(key, place);
  const constant = asKnown(val)?.value;
  if (typeof constant === "string" || typeof constant === "number") return String(constant);
  if (val.kind !== "poison" && source.kind !== "poison") it.report(body("DW2001", key, { text: key.text, what: "the key of a pattern" }));
  return undefined;
}

function restOfObject(
  it: Interpreter,
  pattern: Pattern & { kind: "objectPattern" },
  rest: Pattern,
  taken: readonly string[],
  val: Val,
  place: Place,
): Val {
  const isLeft = (name: string): boolean => !taken.includes(name);
  if (val.kind === "record") return { kind: "record", fields: new Map([...val.fields].filter(([name]) => isLeft(name))) };
  const constant = asKnown(val)?.value;
  if (typeof constant === "object" && constant !== null && !Array.isArray(constant)) {
    return { kind: "known", value: Object.fromEntries(Object.entries(constant).filter(([name]) => isLeft(name))) };
  }
  const type = typeOfPattern(it, rest);
  if (val.kind === "symbolic" && type?.kind === "object") {
    const fields = Object.keys(type.fields).map((name) => [name, select(val.value, name)] as const);
    if (fields.every(([, part]) => part !== undefined))
      return { kind: "record", fields: new Map(fields.map(([name, part]) => [name, symbolic(part ?? { kind: "absent" })])) };
  }
  const names = taken.map((name, index) => `${JSON.stringify(name)}: _${index}`);
  return restByGlue(it, pattern, rest, `(({ ${[...names, "...rest"].join(", ")} }) => rest)(value)`, val, place);
}

function restOfArray(it: Interpreter, pattern: Pattern & { kind: "arrayPattern" }, rest: Pattern, val: Val, place: Place): Val {
  const from = pattern.elements.length;
  if (val.kind === "list") return { kind: "list", items: val.items.slice(from), owner: val.owner };
  const constant = asKnown(val)?.value;
  if (Array.isArray(constant)) return { kind: "known", value: constant.slice(from) };
  const type = typeOfPattern(it, rest);
  if (val.kind === "symbolic" && val.value.kind === "ref" && type?.kind === "tuple") {
    const { value } = val;
    return {
      kind: "list",
      items: type.items.map((_, index) => symbolic({ ...value, path: [...value.path, from + index] })),
      owner: place.frame,
    };
  }
  return restByGlue(it, pattern, rest, `value.slice(${from})`, val, place);
}

/** What is left of a value whose parts are only known while running. */
function restByGlue(it: Interpreter, pattern: Pattern, rest: Pattern, code: string, val: Val, place: Place): Val {
  if (val.kind === "poison") return val;
  const declared = it.frontend.variableType(pattern.handle);
  const source = pattern.kind === "arrayPattern" && "type" in declared && declared.type.kind === "string" ? CHARACTERS : declared;
  const result = it.frontend.variableType(rest.handle);
  const opaque = val.kind === "symbolic" && val.value.kind === "ref" && it.definitions.of(val.value)?.isOpaque === true;
  if (val.kind === "symbolic" && val.isError !== true && !opaque && "type" in source && "type" in result)
    return defineCode(it, pattern, code, { value: val.value, type: source }, result, place);
  it.report(body("DW2102", pattern, { text: rest.text }));
  return POISON;
}

/** A string is taken apart by its characters. */
function characters(it: Interpreter, pattern: Pattern, val: Val, place: Place): Val {
  const constant = asKnown(val)?.value;
  if (typeof constant === "string") return { kind: "known", value: [...constant] };
  const source = it.frontend.variableType(pattern.handle);
  if (val.kind !== "symbolic" || !("type" in source) || source.type.kind !== "string") return val;
  return defineCode(it, pattern, "[...value]", { value: val.value, type: source }, CHARACTERS, place);
}

const CHARACTERS: TypeResult = { type: { kind: "array", items: { kind: "string" } }, optional: false };

function typeOfPattern(it: Interpreter, pattern: Pattern): Type | undefined {
  const result = it.frontend.variableType(pattern.handle);
  const type = "type" in result ? result.type : undefined;
  return type?.kind === "named" ? it.frontend.types()[type.name] : type;
}
