import type { Digest } from "./digest.ts";
import type { Json } from "./json.ts";
import type { Type } from "./type.ts";

export interface Span {
  /** Relative to the project root, with forward slashes. */
  readonly file: string;
  /** Line and column, both from 1. */
  readonly start: readonly [line: number, column: number];
  readonly end: readonly [line: number, column: number];
}

export type Path = readonly (string | number)[];

/** Reads a node's result, or a binding (`input`, `run`, a loop's item, index or state, a caught error), by its id. */
export interface Ref {
  readonly kind: "ref";
  readonly node: string;
  readonly path: Path;
}

export const COMPARE_OPERATORS = ["===", "!==", "<", "<=", ">", ">="] as const;
export type CompareOperator = (typeof COMPARE_OPERATORS)[number];
export const ARITHMETIC_OPERATORS = ["+", "-", "*", "/", "%", "**"] as const;
export type ArithmeticOperator = (typeof ARITHMETIC_OPERATORS)[number];

/** The expressions every target can be asked for. Meaning: JavaScript's, on JSON values, with `undefined` for what is absent. */
export type Expr =
  | { readonly kind: "literal"; readonly value: Json }
  /** `undefined`. */
  | { readonly kind: "absent" }
  | Ref
  /** Both sides of one primitive type; `===` also compares with `null` and absent. */
  | { readonly kind: "compare"; readonly op: CompareOperator; readonly left: Value; readonly right: Value }
  | { readonly kind: "and"; readonly left: Value; readonly right: Value }
  | { readonly kind: "or"; readonly left: Value; readonly right: Value }
  | { readonly kind: "not"; readonly operand: Value }
  | { readonly kind: "arithmetic"; readonly op: ArithmeticOperator; readonly left: Value; readonly right: Value }
  /** A template literal, or `+` of strings: parts are strings, numbers, booleans. */
  | { readonly kind: "template"; readonly parts: readonly Value[] }
  | { readonly kind: "length"; readonly operand: Value }
  | { readonly kind: "coalesce"; readonly left: Value; readonly right: Value }
  | { readonly kind: "conditional"; readonly test: Value; readonly then: Value; readonly else: Value }
  /** `value` if the node succeeded, else `otherwise`: how `catch`, `finally` and what follows read a `let` assigned inside a `try`. */
  | { readonly kind: "whenSucceeded"; readonly node: string; readonly value: Value; readonly otherwise: Value };

/** Where glue is evaluated; a target may only move it to `step`. */
export type GluePlace = "consumer" | "producer" | "step";

export interface GlueRoot {
  readonly value: Value;
  readonly type: Type;
  readonly optional?: boolean;
}

/** A pure TypeScript expression over outputs, as a bundled function `(roots, constants) => value`. */
export interface Glue {
  readonly kind: "glue";
  readonly glue: Digest;
  readonly export: string;
  /** What the function is called with, by parameter name; a root may itself be glue, evaluated in the same place. */
  readonly roots: Readonly<Record<string, GlueRoot>>;
  readonly constants: Readonly<Record<string, Json>>;
  readonly type: Type;
  readonly place: GluePlace;
  /** The user's expression, for people. */
  readonly source: string;
  readonly span: Span;
}

export type Value =
  | Expr
  | Glue
  | { readonly kind: "list"; readonly items: readonly Value[] }
  /** Fields whose value is absent are left out. */
  | { readonly kind: "record"; readonly fields: Readonly<Record<string, Value>> };

/** The parts of a value, one level down. */
export function childrenOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case "literal":
    case "absent":
    case "ref":
      return [];
    case "compare":
    case "and":
    case "or":
    case "arithmetic":
    case "coalesce":
      return [value.left, value.right];
    case "not":
    case "length":
      return [value.operand];
    case "template":
      return value.parts;
    case "conditional":
      return [value.test, value.then, value.else];
    case "whenSucceeded":
      return [value.value, value.otherwise];
    case "glue":
      return Object.values(value.roots).map((root) => root.value);
    case "list":
      return value.items;
    case "record":
      return Object.values(value.fields);
  }
}

/** The value with its parts, one level down, replaced. */
export function mapChildren(value: Value, go: (part: Value) => Value): Value {
  switch (value.kind) {
    case "literal":
    case "absent":
    case "ref":
      return value;
    case "compare":
    case "and":
    case "or":
    case "arithmetic":
    case "coalesce":
      return { ...value, left: go(value.left), right: go(value.right) };
    case "not":
    case "length":
      return { ...value, operand: go(value.operand) };
    case "template":
      return { ...value, parts: value.parts.map(go) };
    case "conditional":
      return { ...value, test: go(value.test), then: go(value.then), else: go(value.else) };
    case "whenSucceeded":
      return { ...value, value: go(value.value), otherwise: go(value.otherwise) };
    case "glue":
      return {
        ...value,
        roots: Object.fromEntries(Object.entries(value.roots).map(([name, root]) => [name, { ...root, value: go(root.value) }])),
      };
    case "list":
      return { ...value, items: value.items.map(go) };
    case "record":
      return { ...value, fields: Object.fromEntries(Object.entries(value.fields).map(([name, field]) => [name, go(field)])) };
  }
}

/** The value with each reference replaced, those of glue roots included. */
export const mapRefs = (value: Value, replace: (ref: Ref) => Value): Value =>
  value.kind === "ref" ? replace(value) : mapChildren(value, (part) => mapRefs(part, replace));

/** Every reference in the value, in source order, duplicates included. */
export function refsOf(value: Value): Ref[] {
  return value.kind === "ref" ? [value] : childrenOf(value).flatMap(refsOf);
}
