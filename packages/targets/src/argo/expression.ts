/** Emits Argo's expression language (expr-lang). Every operand is text in the form of `argument-text.ts`; user text only ever stands in quotes. */
import { jsonText, type Json, type Ref, type Type, type Value } from "@dagwright/protocol";
import type { Scope } from "./scope.ts";

/** Source in Argo's expression language. */
export type Code = string;

/** A string literal. Braces that stand together are parted, because two would begin or end a `{{= }}` tag. */
export function quote(text: string): Code {
  const body = text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  const parts = body.split(/(?<=\{)(?=\{)|(?<=\})(?=\})/u);
  return parts.length === 1 ? `'${body}'` : `('${parts.join("' + '")}')`;
}

export const tagOf = (code: Code): string => `{{= ${code} }}`;

/** JSON that an expression made, in the form that passes through Argo and Kubernetes unchanged. */
export const escaped = (code: Code): Code => `replace(replace(${code}, '{' + '{', '{\\\\u007b'), '$', '\\\\u0024')`;

/** Raw text as a JSON string. */
export const jsonOfRawText = (code: Code): Code => escaped(`toJson(${code})`);

const isPrimitive = (type: Type | undefined): boolean =>
  type !== undefined &&
  (["null", "boolean", "number", "string", "date", "literal"].includes(type.kind) ||
    (type.kind === "union" && type.members.every(isPrimitive)));

const kindOf = (type: Type | undefined): "string" | "number" | "boolean" | undefined => {
  if (type === undefined) return undefined;
  if (type.kind === "string" || type.kind === "number" || type.kind === "boolean") return type.kind;
  if (type.kind === "date") return "string";
  if (type.kind === "union") {
    const kinds = new Set(type.members.filter((member) => member.kind !== "null").map(kindOf));
    const [only] = kinds;
    return kinds.size === 1 ? only : undefined;
  }
  if (type.kind !== "literal") return undefined;
  const kinds = new Set(type.values.map((value) => typeof value));
  const [only] = kinds;
  return kinds.size === 1 && (only === "string" || only === "number" || only === "boolean") ? only : undefined;
};

/** The value's exact argument text as an expression, or `undefined` if only a step can compute it. */
export function textOf(value: Value, scope: Scope): Code | undefined {
  switch (value.kind) {
    case "literal":
      return quote(jsonText(value.value));
    case "absent":
      return "''";
    case "ref": {
      const read = scope.read(value);
      if (read.rest.length === 0) return read.slot.code;
      const field = scope.typeOf(value);
      if (!isPrimitive(field?.type)) return undefined;
      const text = escaped(`toJson(${deep(value, scope)})`);
      // A member that is not there reads as `nil`, just as one that is `null`.
      const last = value.path.at(-1);
      if (field?.optional !== true || typeof last !== "string") return text;
      return `(${quote(last)} in ${deep({ ...value, path: value.path.slice(0, -1) }, scope)} ? ${text} : '')`;
    }
    case "compare":
    case "and":
    case "or":
    case "not": {
      const test = boolOf(value, scope);
      return test === undefined ? undefined : `(${test} ? 'true' : 'false')`;
    }
    case "arithmetic": {
      if (value.op !== "+" && value.op !== "-" && value.op !== "*") return undefined;
      const [left, right] = [numberOf(value.left, scope), numberOf(value.right, scope)];
      return left === undefined || right === undefined ? undefined : `toJson(${left} ${value.op} ${right})`;
    }
    case "template": {
      const parts = value.parts.map((part) => innerText(part, scope));
      // Two braces may meet where parts do.
      return parts.every((part) => part !== undefined) ? escaped(`'"' + ${[...parts, `'"'`].join(" + ")}`) : undefined;
    }
    case "length": {
      const operand = scope.typeOfValue(value.operand);
      if (operand?.kind !== "array" && operand?.kind !== "tuple") return undefined;
      const list = jsonOf(value.operand, scope);
      return list === undefined ? undefined : `toJson(len(${list}))`;
    }
    case "coalesce": {
      // `(a ?? b) ?? c` is `a ?? (b ?? c)`, whose text names each part twice and not 2, 4, 8 … times.
      if (value.left.kind === "coalesce") {
        const { left: first, right: second } = value.left;
        return textOf({ ...value, left: first, right: { ...value, left: second } }, scope);
      }
      const [left, right] = [textOf(value.left, scope), textOf(value.right, scope)];
      return left === undefined || right === undefined ? undefined : `(${left} in ['', 'null'] ? ${right} : ${left})`;
    }
    case "conditional": {
      const [test, then, otherwise] = [boolOf(value.test, scope), textOf(value.then, scope), textOf(value.else, scope)];
      return test === undefined || then === undefined || otherwise === undefined ? undefined : `(${test} ? ${then} : ${otherwise})`;
    }
    case "whenSucceeded": {
      const [then, otherwise] = [textOf(value.value, scope), textOf(value.otherwise, scope)];
      return then === undefined || otherwise === undefined
        ? undefined
        : `(${scope.succeeded(value.node).code} == 'true' ? ${then} : ${otherwise})`;
    }
    case "glue":
      return scope.foldedGlue(value)?.code;
    case "list": {
      const items = value.items.map((item) => {
        const text = textOf(item, scope);
        return text === undefined || !scope.canBeAbsent(item) ? text : `(${text} == '' ? 'null' : ${text})`;
      });
      if (!items.every((item) => item !== undefined)) return undefined;
      return items.length === 0 ? "'[]'" : `('[' + ${items.join(" + ',' + ")} + ']')`;
    }
    case "record": {
      const members: { name: string; text: Code; optional: boolean }[] = [];
      for (const [name, field] of Object.entries(value.fields)) {
        if (field.kind === "absent") continue;
        const text = textOf(field, scope);
        if (text === undefined) return undefined;
        members.push({ name, text, optional: scope.canBeAbsent(field) });
      }
      // The first member that is always there carries no comma; optional ones before it carry theirs behind.
      const firm = members.findIndex((member) => !member.optional);
      if (firm === -1 && members.length > 1) {
        const there = members.map(({ name, text }) => `(${text} == '' ? '' : ${quote(jsonKey(`${JSON.stringify(name)}:`))} + ${text})`);
        return `('{' + join(filter([${there.join(", ")}], # != ''), ',') + '}')`;
      }
      const pieces = members.map(({ name, text, optional }, index) => {
        const key = `${JSON.stringify(name)}:`;
        const before = firm !== -1 && index > firm ? "," : "";
        const after = firm !== -1 && index < firm ? "," : "";
        const piece = `${quote(jsonKey(before + key))} + ${text}${after === "" ? "" : ` + ','`}`;
        return optional ? `(${text} == '' ? '' : ${piece})` : piece;
      });
      return pieces.length === 0 ? "'{}'" : `('{' + ${pieces.join(" + ")} + '}')`;
    }
  }
}

/** Text of a member's name that passes through Argo and Kubernetes unchanged. */
export const jsonKey = (key: string): string => key.replaceAll("{{", "{\\u007b").replaceAll("$", "\\u0024");

/** The value as a boolean of the expression language, or `undefined`. Only values that are booleans by type. */
export function boolOf(value: Value, scope: Scope): Code | undefined {
  switch (value.kind) {
    case "literal":
      return typeof value.value === "boolean" ? String(value.value) : undefined;
    case "compare":
      return comparison(value, scope);
    case "and":
    case "or": {
      const [left, right] = [boolOf(value.left, scope), boolOf(value.right, scope)];
      return left === undefined || right === undefined ? undefined : `(${left} ${value.kind === "and" ? "&&" : "||"} ${right})`;
    }
    case "not": {
      const operand = boolOf(value.operand, scope);
      return operand === undefined ? undefined : `!(${operand})`;
    }
    case "absent":
    case "arithmetic":
    case "template":
    case "length":
    case "list":
    case "record":
      return undefined;
    case "ref":
    case "glue":
    case "coalesce":
    case "conditional":
    case "whenSucceeded": {
      if (kindOf(scope.typeOfValue(value)) !== "boolean") return undefined;
      const text = textOf(value, scope);
      return text === undefined ? undefined : `${text} == 'true'`;
    }
  }
}

function comparison(value: Extract<Value, { kind: "compare" }>, scope: Scope): Code | undefined {
  if (value.op === "===" || value.op === "!==") {
    const [left, right] = [textOf(value.left, scope), textOf(value.right, scope)];
    if (left === undefined || right === undefined) return undefined;
    const types = [scope.typeOfValue(value.left), scope.typeOfValue(value.right)];
    if (!types.every((type) => type === undefined || isPrimitive(type))) return undefined;
    // Absent is no JSON; two texts may spell one string differently, so they are compared as values.
    const equal = `(${left} == '' || ${right} == '' ? ${left} == ${right} : fromJSON(${left}) == fromJSON(${right}))`;
    return value.op === "===" ? equal : `!${equal}`;
  }
  const [left, right] = [numberOf(value.left, scope), numberOf(value.right, scope)];
  // Text is ordered by UTF-16 units in JavaScript and by bytes here.
  return left === undefined || right === undefined ? undefined : `${left} ${value.op} ${right}`;
}

function numberOf(value: Value, scope: Scope): Code | undefined {
  if (value.kind === "literal") return typeof value.value === "number" ? `float(${jsonNumber(value.value)})` : undefined;
  if (kindOf(scope.typeOfValue(value)) !== "number" || scope.canBeAbsent(value)) return undefined;
  const json = jsonOf(value, scope);
  return json === undefined ? undefined : `float(${json})`;
}

const jsonNumber = (value: number): string => (value < 0 ? `(${JSON.stringify(value)})` : JSON.stringify(value));

function jsonOf(value: Value, scope: Scope): Code | undefined {
  if (value.kind === "ref") return deep(value, scope);
  const text = textOf(value, scope);
  return text === undefined ? undefined : `fromJSON(${text})`;
}

/** The value behind a reference: its slot's JSON, by the path that remains. */
export function deep(ref: Ref, scope: Scope): Code {
  const { slot, rest } = scope.read(ref);
  const read = ref.path.length - rest.length;
  return rest.reduce<Code>((code, part, index) => {
    if (typeof part === "number") return `${code}[${part}]`;
    const holder = scope.typeOf({ ...ref, path: ref.path.slice(0, read + index) })?.type.kind;
    return part === "length" && (holder === "array" || holder === "tuple") ? `len(${code})` : `${code}[${quote(part)}]`;
  }, `fromJSON(${slot.code})`);
}

/** The inside of a JSON string: what stands between the quotes. */
function innerText(part: Value, scope: Scope): Code | undefined {
  if (part.kind === "literal") return quote(jsonText(stringOf(part.value)).slice(1, -1));
  const kind = kindOf(scope.typeOfValue(part));
  if (kind === undefined || scope.canBeAbsent(part) || scope.typeOfValue(part)?.kind === "union") return undefined;
  const text = textOf(part, scope);
  if (text === undefined) return undefined;
  return kind === "string" ? `${text}[1:-1]` : text;
}

const stringOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
