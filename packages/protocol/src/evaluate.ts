import type { Json } from "./json.ts";
import { isJsonArray, isJsonObject } from "./json.ts";
import type { Glue, Path, Ref, Value } from "./value.ts";

/** What an evaluation needs from its surroundings; `undefined` means absent. */
export interface Scope {
  read(ref: Ref): Json | undefined;
  succeeded(node: string): boolean;
  glue(glue: Glue, roots: Readonly<Record<string, Json | undefined>>): Json | undefined;
}

/** Follows a path as JavaScript's property access would; a missing property is absent. Throws a `TypeError` where JavaScript does. */
export function readPath(value: Json | undefined, path: Path): Json | undefined {
  let current = value;
  for (const key of path) {
    if (current === undefined || current === null) throw new TypeError(`cannot read ${JSON.stringify(key)} of ${String(current)}`);
    if (isJsonArray(current)) current = typeof key === "number" ? current[key] : key === "length" ? current.length : undefined;
    else if (isJsonObject(current)) current = Object.hasOwn(current, key) ? current[key] : undefined;
    else return undefined;
  }
  return current;
}

/** JavaScript's meaning of a value over JSON: the one evaluator that steps, interpreter and runner share. */
export function evaluate(value: Value, scope: Scope): Json | undefined {
  const go = (part: Value): Json | undefined => evaluate(part, scope);
  switch (value.kind) {
    case "literal":
      return value.value;
    case "absent":
      return undefined;
    case "ref":
      return scope.read(value);
    case "compare":
      return compare(value.op, go(value.left), go(value.right));
    case "and": {
      const left = go(value.left);
      return Boolean(left) ? go(value.right) : left;
    }
    case "or": {
      const left = go(value.left);
      return Boolean(left) ? left : go(value.right);
    }
    case "not":
      return !go(value.operand);
    case "arithmetic":
      return normalizeZero(arithmetic(value.op, number(go(value.left)), number(go(value.right))));
    case "template":
      return value.parts.map((part) => text(go(part))).join("");
    case "length": {
      const operand = go(value.operand);
      if (typeof operand === "string" || isJsonArray(operand)) return operand.length;
      throw new TypeError("length of something that is neither text nor a list");
    }
    case "coalesce":
      return go(value.left) ?? go(value.right);
    case "conditional":
      return Boolean(go(value.test)) ? go(value.then) : go(value.else);
    case "whenSucceeded":
      return scope.succeeded(value.node) ? go(value.value) : go(value.otherwise);
    case "glue": {
      const roots: Record<string, Json | undefined> = {};
      for (const [name, root] of Object.entries(value.roots)) roots[name] = go(root.value);
      return scope.glue(value, roots);
    }
    case "list":
      return value.items.map((item) => go(item) ?? null);
    case "record": {
      const record: Record<string, Json> = {};
      for (const [name, field] of Object.entries(value.fields)) {
        const member = go(field);
        if (member !== undefined) record[name] = member;
      }
      return record;
    }
  }
}

function compare(op: "===" | "!==" | "<" | "<=" | ">" | ">=", left: Json | undefined, right: Json | undefined): boolean {
  switch (op) {
    case "===":
      return left === right;
    case "!==":
      return left !== right;
    case "<":
    case "<=":
    case ">":
    case ">=":
      return ordered(op, left, right);
  }
}

function ordered(op: "<" | "<=" | ">" | ">=", left: Json | undefined, right: Json | undefined): boolean {
  if (typeof left === "string" && typeof right === "string") {
    return op === "<" ? left < right : op === "<=" ? left <= right : op === ">" ? left > right : left >= right;
  }
  const [a, b] = [number(left), number(right)];
  return op === "<" ? a < b : op === "<=" ? a <= b : op === ">" ? a > b : a >= b;
}

function arithmetic(op: "+" | "-" | "*" | "/" | "%" | "**", a: number, b: number): number {
  switch (op) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "**":
      return a ** b;
  }
}

const normalizeZero = (value: number): number => (Object.is(value, -0) ? 0 : value);

function number(value: Json | undefined): number {
  if (typeof value === "number") return value;
  throw new TypeError(`${JSON.stringify(value) ?? "undefined"} is not a number`);
}

function text(value: Json | undefined): string {
  if (value === null || value === undefined || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return String(value);
  throw new TypeError("a template takes strings, numbers and booleans");
}
