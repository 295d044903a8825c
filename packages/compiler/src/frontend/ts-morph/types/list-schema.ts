/** Arrays, tuples, and interfaces that extend an array. */
import type { Type } from "@dagwright/protocol";
import { ts } from "ts-morph";
import { isReference } from "./artifacts.ts";
import type { Conversion } from "./conversion.ts";

/** "none" if the type is no list. */
export function listSchema(
  conversion: Conversion,
  type: ts.Type,
  path: string,
  declared: ts.TypeNode | undefined,
): Type | "none" | undefined {
  const { checker } = conversion.context;
  if (isTuple(checker, type)) return tupleSchema(conversion, type, path, declared);
  const item = checker.isArrayType(type) && isReference(type) ? checker.getTypeArguments(type)[0] : extendedArray(checker, type);
  if (item === undefined) return "none";
  if (!checker.isArrayType(type) && (type.symbol.members?.size ?? 0) > typeParameters(type.symbol))
    return conversion.refuse(path, "notPlain", "is a list with fields of its own, which JSON drops; put the list into a field");
  const written = declared !== undefined && ts.isArrayTypeNode(declared) ? declared.elementType : undefined;
  const items = element(conversion, item, `${path}[]`, written);
  return items === undefined ? undefined : { kind: "array", items };
}

/** The items of `interface JsonArray extends Array<JsonValue> {}`. */
function extendedArray(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  const target = isReference(type) ? type.target : type;
  if (!target.isClassOrInterface()) return undefined;
  return checker.getBaseTypes(target).some((base) => checker.isArrayType(base)) ? type.getNumberIndexType() : undefined;
}

const typeParameters = (symbol: ts.Symbol): number =>
  [...(symbol.members?.values() ?? [])].filter((member) => (member.flags & ts.SymbolFlags.TypeParameter) !== 0).length;

function element(conversion: Conversion, type: ts.Type, path: string, declared: ts.TypeNode | undefined): Type | undefined {
  const field = conversion.field(type, path, declared);
  if (field?.optional === true)
    return conversion.refuse(
      path,
      "notJson",
      "may be `undefined`, which JSON turns into null inside a list; use null",
      "`(T | null)[]`, filled by `list.map((item) => item ?? null)`; or without those: `list.filter((item) => item !== undefined)`",
    );
  return field?.type;
}

function tupleSchema(
  conversion: Conversion,
  type: ts.TupleTypeReference,
  path: string,
  declared: ts.TypeNode | undefined,
): Type | undefined {
  const { elementFlags } = type.target;
  const parts = conversion.context.checker.getTypeArguments(type);
  const written = declared !== undefined && ts.isTupleTypeNode(declared) ? declared.elements : undefined;
  const made = parts.map((part, index) => {
    const flag = elementFlags[index] ?? ts.ElementFlags.Required;
    const at = flag === ts.ElementFlags.Rest ? `${path}[]` : `${path}[${index}]`;
    // What may be left out may be `undefined` by that alone.
    if (flag === ts.ElementFlags.Optional) return conversion.field(part, at, inside(written?.[index]))?.type;
    return element(conversion, part, at, inside(written?.[index]));
  });
  const items = made.filter((item) => item !== undefined);
  if (items.length < made.length) return undefined;
  const [first] = items;
  const required = elementFlags.filter((flag) => flag === ts.ElementFlags.Required).length;
  if (required === elementFlags.length) return { kind: "tuple", items };
  if (elementFlags.every((flag) => (flag & (ts.ElementFlags.Required | ts.ElementFlags.Optional)) !== 0)) {
    // `[string, number?]`: one tuple for each length that it may have.
    const lengths = Array.from({ length: items.length - required + 1 }, (_, more) => required + more);
    return { kind: "union", members: lengths.map((length) => ({ kind: "tuple", items: items.slice(0, length) })) };
  }
  // `[T, ...T[]]`: a list that is not empty.
  const isUniform = elementFlags.every((flag) => (flag & (ts.ElementFlags.Required | ts.ElementFlags.Rest)) !== 0) && areEqual(items);
  if (first !== undefined && isUniform) return { kind: "array", items: first, ...(required === 0 ? {} : { minItems: required }) };
  return conversion.refuse(path, "notPlain", "is a tuple of varying length; use an array or an object");
}

const areEqual = (items: readonly Type[]): boolean => new Set(items.map((item) => JSON.stringify(item))).size === 1;

/** The type in `name?: T`, `T?` and `...T[]`. */
function inside(node: ts.TypeNode | undefined): ts.TypeNode | undefined {
  if (node === undefined) return undefined;
  if (ts.isNamedTupleMember(node) || ts.isOptionalTypeNode(node)) return node.type;
  return ts.isRestTypeNode(node) ? undefined : node;
}

const isTuple = (checker: ts.TypeChecker, type: ts.Type): type is ts.TupleTypeReference => checker.isTupleType(type);
