import type { Field, Type } from "@dagwright/protocol";
import { ts } from "ts-morph";
import { descriptionOfSymbol } from "../names.ts";
import { constrain } from "./constraints.ts";
import type { Conversion } from "./conversion.ts";

/** Interfaces, object literals, intersections and mapped types: named fields, or one type for all keys. */
export function objectSchema(conversion: Conversion, type: ts.Type, path: string): Type | undefined {
  const { checker } = conversion.context;
  const properties = checker.getPropertiesOfType(type);
  const [index] = checker.getIndexInfosOfType(type);
  if (index !== undefined) {
    if (properties.length > 0)
      return conversion.refuse(path, "notPlain", "has named fields and an index signature; put the open part into a field of its own");
    const field = conversion.field(index.type, `${path}[string]`, index.declaration?.type);
    return field === undefined ? undefined : { kind: "record", values: field.type };
  }
  const fields: Record<string, Field> = {};
  let complete = true;
  for (const property of properties) {
    // TypeScript writes `best?: undefined` into the alternatives of a union that lack `best`.
    if (isNeverThere(conversion, property)) continue;
    if (isLeftOut(conversion, property)) continue;
    const field = propertyField(conversion, property, path);
    // Own properties only: a field may be called `__proto__` or `constructor`.
    if (field === undefined) complete = false;
    else Object.defineProperty(fields, property.name, { value: field, enumerable: true, configurable: true, writable: true });
  }
  return complete ? { kind: "object", fields } : undefined;
}

/** `model?: undefined`: what TypeScript writes into a union of object literals for a field that this one does not have. */
const isLeftOut = ({ context }: Conversion, property: ts.Symbol): boolean =>
  (property.flags & ts.SymbolFlags.Optional) !== 0 && (context.checker.getTypeOfSymbol(property).flags & ts.TypeFlags.Undefined) !== 0;

const isNeverThere = ({ context }: Conversion, property: ts.Symbol): boolean =>
  (context.checker.getTypeOfSymbol(property).flags & ts.TypeFlags.Undefined) !== 0;

function propertyField(conversion: Conversion, property: ts.Symbol, parent: string): Field | undefined {
  const { context } = conversion;
  const path = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(property.name)
    ? `${parent}.${property.name}`
    : `${parent}[${JSON.stringify(property.name)}]`;
  if (property.name.startsWith("__@")) return conversion.refuse(parent, "notPlain", "has a field named by a symbol, which JSON leaves out");
  const declaration = property.valueDeclaration ?? property.declarations?.[0];
  const declared =
    declaration !== undefined && (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration))
      ? declaration.type
      : undefined;
  const type = context.checker.getTypeOfSymbol(property);
  const field = conversion.field(type, path, declared);
  if (field === undefined) return undefined;
  const optional = field.optional === true || (property.flags & ts.SymbolFlags.Optional) !== 0;
  const description = descriptionOfSymbol(context, property);
  return {
    type: constrain(field.type, property.getJsDocTags(context.checker)),
    ...(optional ? { optional } : {}),
    ...(description === undefined ? {} : { description }),
  };
}
