import { FAILURE_TYPE } from "@dagwright/ir";
import type { Field, Type } from "@dagwright/protocol";
import { ts } from "ts-morph";
import type { Context } from "../context.ts";
import { isOfSurface } from "../symbols.ts";
import { hasObjectFlag } from "./artifacts.ts";
import { constrain } from "./constraints.ts";
import { docOfProperty, examplesIn, speaksOf } from "./tags.ts";
import type { Conversion } from "./conversion.ts";

/** Interfaces, object literals, intersections and mapped types: named fields, or one type for all keys. */
export function objectSchema(conversion: Conversion, type: ts.Type, path: string): Type | undefined {
  const { checker } = conversion.context;
  // Its `reason` is any to TypeScript; a step rejects with a `StepError`, which crosses as the data that it holds.
  if (isRejection(conversion.context, type))
    return { kind: "object", fields: { status: { type: { kind: "literal", values: ["rejected"] } }, reason: { type: FAILURE_TYPE } } };
  if (type.symbol?.name === "StepError" && isOfSurface(conversion.context, type.symbol)) return FAILURE_TYPE;
  const properties = checker.getPropertiesOfType(type);
  const [index] = checker.getIndexInfosOfType(type);
  // `Record<string, never>`: an object that has no fields.
  if (index !== undefined && properties.length === 0 && (index.type.flags & ts.TypeFlags.Never) !== 0)
    return { kind: "object", fields: {} };
  if (index === undefined && properties.length === 0 && path !== "" && isOpenToAll(type))
    return conversion.refuse(
      path,
      "unknown",
      "is `{}`, which any value fits; name its fields",
      "for an object without fields: `Record<string, never>`",
    );
  if (index !== undefined) {
    if (properties.length > 0) {
      const [{ name } = { name: "id" }] = properties;
      const [key, value] = [index.keyType, index.type].map((part) => checker.typeToString(part));
      return conversion.refuse(
        path,
        "notPlain",
        `has named fields and an index signature: nothing could tell a \`${name}\` that is missing from a key that is not there`,
        `put the open part into a field of its own: \`{ ${name}: …; others: Record<${key}, ${value}> }\``,
      );
    }
    const field = conversion.field(index.type, `${path}[string]`, index.declaration?.type);
    return field === undefined ? undefined : { kind: "record", values: field.type };
  }
  const fields: Record<string, Field> = {};
  let complete = true;
  for (const property of properties) {
    // TypeScript writes `best?: undefined` into the alternatives of a union that lack `best`, and `value: void` for a step without output.
    if (isNeverThere(conversion, property)) continue;
    if (isLeftOut(conversion, property)) continue;
    const field = propertyField(conversion, property, path);
    // Own properties only: a field may be called `__proto__` or `constructor`.
    if (field === undefined) complete = false;
    else Object.defineProperty(fields, property.name, { value: field, enumerable: true, configurable: true, writable: true });
  }
  return complete ? { kind: "object", fields } : undefined;
}

/** `{}` or an interface without members, as written: not an object literal, and not what `Pick` and the like leave. */
const isOpenToAll = (type: ts.Type): boolean => !hasObjectFlag(type, ts.ObjectFlags.ObjectLiteral | ts.ObjectFlags.Mapped);

/** One of what `Promise.allSettled` gives: an interface of TypeScript's own library. */
export function isRejection({ program }: Context, type: ts.Type): boolean {
  const file = type.symbol?.name === "PromiseRejectedResult" ? type.symbol.declarations?.[0]?.getSourceFile() : undefined;
  return file !== undefined && program.isSourceFileDefaultLibrary(file);
}

/** `model?: undefined`: what TypeScript writes into a union of object literals for a field that this one does not have. */
const isLeftOut = ({ context }: Conversion, property: ts.Symbol): boolean =>
  (property.flags & ts.SymbolFlags.Optional) !== 0 && (context.checker.getTypeOfSymbol(property).flags & ts.TypeFlags.Undefined) !== 0;

const isNeverThere = ({ context }: Conversion, property: ts.Symbol): boolean =>
  (context.checker.getTypeOfSymbol(property).flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;

function propertyField(conversion: Conversion, property: ts.Symbol, parent: string): Field | undefined {
  const { context } = conversion;
  const path = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(property.name)
    ? `${parent}.${property.name}`
    : `${parent}[${JSON.stringify(property.name)}]`;
  if (property.name.startsWith("__@")) return conversion.refuse(parent, "notPlain", "has a field named by a symbol, which JSON leaves out");
  const declaration = property.valueDeclaration ?? property.declarations?.[0];
  const declared =
    declaration !== undefined &&
    (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration)) &&
    speaksOf(context, declaration, property) !== "no"
      ? declaration.type
      : undefined;
  const type = context.checker.getTypeOfSymbol(property);
  const field = conversion.field(type, path, declared);
  if (field === undefined) return undefined;
  const optional = field.optional === true || (property.flags & ts.SymbolFlags.Optional) !== 0;
  const { description, tags } = docOfProperty(context, property);
  const examples = examplesIn(tags);
  return {
    type: constrain(conversion, field.type, tags, path),
    ...(optional ? { optional } : {}),
    ...(description === undefined ? {} : { description }),
    ...(tags.some((tag) => tag.name === "deprecated") ? { deprecated: true } : {}),
    ...(examples.length === 0 ? {} : { examples }),
  };
}
