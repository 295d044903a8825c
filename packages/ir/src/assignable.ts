import { printType, type Field, type Type, type Types } from "@dagwright/protocol";
import { own } from "./own.ts";
import { membersOf, resolveType } from "./types.ts";

/** Where and how a type does not fit another. `path` is empty, or begins with `.` or `[`. */
export interface Misfit {
  readonly path: string;
  /** In TypeScript's words; `undefined` for what is not there. */
  readonly found: string;
  readonly wanted: string;
}

/**
 * Whether every value of one type may stand where another is wanted. Limits (`minimum`, `pattern`, `integer`, …) are checked when values
 * cross a boundary, not here, as TypeScript has no types for them. What cannot be told (an unknown name) fits.
 */
export const isAssignable = (from: Type, to: Type, types: Types): boolean => misfitOf(from, to, types) === undefined;

export const misfitOf = (from: Type, to: Type, types: Types): Misfit | undefined => compare(from, to, types, "", new Set());

type Assumed = Set<string>;

function compare(from: Type, to: Type, types: Types, path: string, assumed: Assumed): Misfit | undefined {
  if (isThroughName(from) || isThroughName(to)) {
    // Recursive types fit as long as nothing contradicts it.
    const pair = `${JSON.stringify(from)} ${JSON.stringify(to)}`;
    if (assumed.has(pair)) return undefined;
    assumed.add(pair);
  }
  const [source, target] = [resolveType(from, types), resolveType(to, types)];
  if (source === undefined || target === undefined) return undefined;
  const misfit: Misfit = { path, found: printType(from), wanted: printType(to) };

  const parts = partsOf(source, types);
  if (parts === undefined) return undefined;
  if (parts.length > 1) {
    // The whole first: `boolean` fits `boolean`, and an object fits an object field by field.
    if (target.kind !== "union" && source.kind !== "union" && structural(source, target, types, path, assumed, misfit) === undefined)
      return undefined;
    for (const part of parts) {
      const found = compare(part, to, types, path, new Set(assumed));
      if (found !== undefined) return source.kind === "union" && found.path !== path ? found : misfit;
    }
    return undefined;
  }
  const [only = source] = parts;
  if (target.kind !== "union") return structural(only, target, types, path, assumed, misfit);
  const wanted = membersOf(target, types);
  if (wanted === undefined) return undefined;
  let nearest: Misfit | undefined;
  for (const member of wanted) {
    const found = compare(only, member, types, path, new Set(assumed));
    if (found === undefined) return undefined;
    if (nearest === undefined || found.path.length > nearest.path.length) nearest = found;
  }
  return byDiscriminant(only, target, types, path, assumed) ? undefined : nearest !== undefined && nearest.path !== path ? nearest : misfit;
}

/** Members of a union are looked through to what their names stand for, so a type may meet itself as such a union. */
const isThroughName = (type: Type): boolean =>
  type.kind === "named" || (type.kind === "union" && type.members.some((member) => isThroughName(member)));

/** A type taken apart as far as a union on the other side may need: unions, `boolean`, several literals. */
function partsOf(type: Type, types: Types): readonly Type[] | undefined {
  if (type.kind === "union") return membersOf(type, types);
  if (type.kind === "boolean") return [true, false].map((value) => ({ kind: "literal", values: [value] }));
  if (type.kind === "literal" && type.values.length > 1) return type.values.map((value) => ({ kind: "literal", values: [value] }));
  return [type];
}

/** `{ status: "a" | "b" }` fits `{ status: "a" } | { status: "b" }`: one field with several literals is taken apart. */
function byDiscriminant(source: Type, target: Type, types: Types, path: string, assumed: Assumed): boolean {
  if (source.kind !== "object") return false;
  for (const [name, field] of Object.entries(source.fields)) {
    const type = resolveType(field.type, types);
    const values = type === undefined || field.optional === true ? [] : (partsOf(type, types) ?? []);
    if (values.length < 2 || values.length > 32 || !values.every((value) => value.kind === "literal")) continue;
    const variants = values.map((value): Type => ({ kind: "object", fields: { ...source.fields, [name]: { type: value } } }));
    if (variants.every((variant) => compare(variant, target, types, path, new Set(assumed)) === undefined)) return true;
  }
  return false;
}

/** Neither side is a union or a name. */
function structural(from: Type, to: Type, types: Types, path: string, assumed: Assumed, misfit: Misfit): Misfit | undefined {
  const inner = (a: Type, b: Type, where: string): Misfit | undefined => compare(a, b, types, path + where, assumed);
  switch (to.kind) {
    case "null":
    case "date":
      return from.kind === to.kind ? undefined : misfit;
    case "boolean":
    case "number":
    case "string":
      return from.kind === to.kind || (from.kind === "literal" && from.values.every((value) => typeof value === to.kind))
        ? undefined
        : misfit;
    case "literal":
      return from.kind === "literal" && from.values.every((value) => to.values.includes(value)) ? undefined : misfit;
    case "artifact":
      return from.kind === "artifact" && (to.artifact === "" || from.artifact === to.artifact) ? undefined : misfit;
    case "array":
      if (from.kind === "array") return inner(from.items, to.items, "[]");
      return from.kind === "tuple" ? first(from.items.map((item, index) => inner(item, to.items, `[${index}]`))) : misfit;
    case "tuple":
      if (from.kind !== "tuple" || from.items.length !== to.items.length) return misfit;
      return first(to.items.map((item, index) => inner(from.items[index] ?? item, item, `[${index}]`)));
    case "object":
      if (from.kind === "object")
        return first(
          Object.entries(to.fields).map(([name, field]) => fieldMisfit(own(from.fields, name), field, types, `${path}.${name}`, assumed)),
        );
      if (from.kind !== "record") return misfit;
      return first(
        Object.entries(to.fields).map(([name, field]) =>
          fieldMisfit({ type: from.values, optional: true }, field, types, `${path}.${name}`, assumed),
        ),
      );
    case "record":
      if (from.kind === "record") return inner(from.values, to.values, "[]");
      return from.kind === "object"
        ? first(Object.entries(from.fields).map(([name, field]) => inner(field.type, to.values, `.${name}`)))
        : misfit;
    case "union":
    case "named":
      return misfit;
  }
}

function fieldMisfit(from: Field | undefined, to: Field, types: Types, path: string, assumed: Assumed): Misfit | undefined {
  if (from === undefined) return to.optional === true ? undefined : { path, found: "undefined", wanted: printType(to.type) };
  if (from.optional === true && to.optional !== true)
    return { path, found: `${printType(from.type)} | undefined`, wanted: printType(to.type) };
  return compare(from.type, to.type, types, path, assumed);
}

const first = (misfits: readonly (Misfit | undefined)[]): Misfit | undefined => misfits.find((misfit) => misfit !== undefined);
