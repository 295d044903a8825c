/** Which primitive kinds an expression can hold: where the IR's operators mean what JavaScript's do. */
import type { Type } from "@dagwright/protocol";
import type { Expression } from "../frontend/syntax.ts";
import type { TypeResult } from "../frontend/frontend.ts";
import type { Interpreter } from "./interpreter.ts";
import { asKnown, type Val } from "./values.ts";

export type Kind = "string" | "number" | "boolean" | "null" | "absent" | "other";
export type Kinds = ReadonlySet<Kind>;

const OTHER: Kinds = new Set(["other"]);

export function kindsOf(it: Interpreter, val: Val, expression: Expression): Kinds {
  const constant = asKnown(val);
  if (constant !== undefined) return new Set([kindOfConstant(constant.value)]);
  if (val.kind !== "symbolic") return OTHER;
  return kindsOfResult(val.type ?? it.frontend.typeOf(expression));
}

export function kindsOfResult(result: TypeResult): Kinds {
  if (!("type" in result)) return OTHER;
  const kinds = new Set<Kind>();
  collect(result.type, kinds);
  if (result.optional) kinds.add("absent");
  return kinds;
}

function collect(type: Type, into: Set<Kind>): void {
  switch (type.kind) {
    case "null":
    case "boolean":
    case "number":
    case "string":
      into.add(type.kind);
      return;
    case "literal":
      for (const value of type.values) into.add(kindOfConstant(value));
      return;
    case "union":
      for (const member of type.members) collect(member, into);
      return;
    case "date":
    case "artifact":
    case "array":
    case "tuple":
    case "object":
    case "record":
    case "named":
      into.add("other");
  }
}

function kindOfConstant(value: unknown): Kind {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  const kind = typeof value;
  return kind === "string" || kind === "number" || kind === "boolean" ? kind : "other";
}

export const isOnly = (kinds: Kinds, kind: Kind): boolean => kinds.size === 1 && kinds.has(kind);
const isNullishKind = (kind: Kind): boolean => kind === "null" || kind === "absent";

/** Whether `===` may stand in the IR: one primitive type on both sides, or a test for `null` or absence. */
export function areComparable(left: Kinds, right: Kinds): boolean {
  if ([...left].every(isNullishKind) || [...right].every(isNullishKind)) return true;
  const solid = new Set([...left, ...right].filter((kind) => !isNullishKind(kind)));
  return solid.size === 1 && !solid.has("other");
}

/** Whether the kinds are what a template takes: text, numbers, booleans. */
export const isPrintable = (kinds: Kinds): boolean =>
  [...kinds].every((kind) => kind === "string" || kind === "number" || kind === "boolean");
