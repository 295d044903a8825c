/** Types that the IR itself has, and how types are put together and taken apart. */
import { isJsonArray, STEP_ERROR_KINDS, type Field, type Json, type Type, type Types } from "@dagwright/protocol";
import { own } from "./own.ts";

export const BOOLEAN_TYPE: Type = { kind: "boolean" };
export const NUMBER_TYPE: Type = { kind: "number" };
export const STRING_TYPE: Type = { kind: "string" };
export const NULL_TYPE: Type = { kind: "null" };
const INTEGER_TYPE: Type = { kind: "number", integer: true, minimum: 0 };

const objectOf = (fields: Readonly<Record<string, Field>>): Type => ({ kind: "object", fields });

/** What `catch` binds. */
export const FAILURE_TYPE: Type = objectOf({
  step: { type: STRING_TYPE },
  attempt: { type: INTEGER_TYPE },
  kind: { type: { kind: "literal", values: STEP_ERROR_KINDS } },
  message: { type: STRING_TYPE },
  exitCode: { type: INTEGER_TYPE, optional: true },
});

export const RUN_TYPE: Type = objectOf({ id: { type: STRING_TYPE }, startedAt: { type: { kind: "date" } } });
export const INDEX_TYPE: Type = INTEGER_TYPE;

/** What an approval reads as, besides its own fields. */
export const APPROVAL_FIELDS: Readonly<Record<string, Field>> = {
  reason: { type: STRING_TYPE },
  by: { type: STRING_TYPE },
  at: { type: { kind: "date" } },
};

export const METADATA_TYPE: Type = { kind: "record", values: { kind: "union", members: [STRING_TYPE, NUMBER_TYPE, BOOLEAN_TYPE] } };

/** One entry of what `allSettled` gives. */
export const settledType = (value: Field | undefined): Type =>
  unionOf([
    objectOf({ status: { type: { kind: "literal", values: ["fulfilled"] } }, ...(value === undefined ? {} : { value }) }),
    objectOf({ status: { type: { kind: "literal", values: ["rejected"] } }, reason: { type: FAILURE_TYPE } }),
  ]);

/** What stands in a list where a value may be absent: lists hold `null` for it. */
export const listedType = (value: Field | undefined): Type =>
  value === undefined ? NULL_TYPE : value.optional === true ? unionOf([value.type, NULL_TYPE]) : value.type;

/** Follows names to a type that says something; undefined = unknown, or a name for nothing but itself. */
export function resolveType(type: Type, types: Types): Type | undefined {
  let current = type;
  for (let steps = 0; current.kind === "named"; steps += 1) {
    const next = own(types, current.name);
    if (next === undefined || steps > 64) return undefined;
    current = next;
  }
  return current;
}

/** The members of a type seen as a union, names resolved, `boolean` and literals as they are. Undefined = it cannot be told. */
export function membersOf(type: Type, types: Types, depth = 0): readonly Type[] | undefined {
  const resolved = resolveType(type, types);
  if (resolved === undefined || depth > 64) return undefined;
  if (resolved.kind !== "union") return [resolved];
  const members: Type[] = [];
  for (const member of resolved.members) {
    const inner = membersOf(member, types, depth + 1);
    if (inner === undefined) return undefined;
    members.push(...inner);
  }
  return members;
}

/** The union of some types, each once. At least one. */
export function unionOf(members: readonly Type[]): Type {
  const kept = new Map<string, Type>();
  for (const member of members) {
    for (const part of member.kind === "union" ? member.members : [member]) kept.set(JSON.stringify(part), part);
  }
  const parts = [...kept.values()];
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind: "union", members: parts };
}

/** The narrowest type a constant has. */
export function literalType(value: Json): Type {
  if (value === null) return NULL_TYPE;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return { kind: "literal", values: [value] };
  if (isJsonArray(value)) return { kind: "tuple", items: value.map(literalType) };
  return objectOf(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, { type: literalType(member) }])));
}

/** Without `null`. Undefined = nothing is left, or it cannot be told. */
export function withoutNull(type: Type, types: Types): Type | undefined {
  const members = membersOf(type, types);
  if (members === undefined || !members.some((member) => member.kind === "null")) return type;
  const rest = members.filter((member) => member.kind !== "null");
  return rest.length === 0 ? undefined : unionOf(rest);
}
