/** TypeScript's types as schemas. A type that cannot cross a step boundary gives problems with paths, all of them at once. */
import type { Type } from "@dagwright/protocol";
import { ts } from "ts-morph";
import type { FieldResult, TypeProblem, TypeResult } from "../../frontend.ts";
import type { Context } from "../context.ts";
import { artifactKindOf, isReference } from "./artifacts.ts";
import type { Conversion } from "./conversion.ts";
import { NamedTypes } from "./named-types.ts";
import { objectSchema } from "./object-schema.ts";
import { refusalOf } from "./refused.ts";
import { unionSchema } from "./union-schema.ts";

// Deeper than any data is written; what goes on is a generic type that grows at each level.
const MAX_DEPTH = 40;

export class Schemas {
  readonly #context: Context;
  readonly named = new NamedTypes();

  constructor(context: Context) {
    this.#context = context;
  }

  typeResult(type: ts.Type, declared?: ts.TypeNode): TypeResult {
    const result = this.fieldResult(type, declared);
    if ("problems" in result) return result;
    // `undefined` alone: nothing is ever there.
    return result.field === undefined
      ? { type: { kind: "null" }, optional: true }
      : { type: result.field.type, optional: result.field.optional === true };
  }

  fieldResult(type: ts.Type, declared?: ts.TypeNode): FieldResult {
    if ((type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0) return {};
    const conversion = this.#begin();
    const field = conversion.field(type, "", declared);
    if (conversion.problems.length > 0 || field === undefined) return { problems: conversion.problems };
    return { field };
  }

  #begin(): Conversion {
    const context = this.#context;
    const { named } = this;
    const problems: TypeProblem[] = [];
    let depth = 0;
    const conversion: Conversion = {
      context,
      problems,
      refuse(path, code, reason) {
        problems.push({ code, path, reason });
        return undefined;
      },
      field(type, path, declared) {
        const parts = type.isUnion() ? type.types : [type];
        const present = parts.filter((part) => (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) === 0);
        const optional = present.length < parts.length;
        if (present.length === 0) return conversion.refuse(path, "notPlain", "is always `undefined`; leave the field out");
        const inner = optional ? unionSchemaOrOne(conversion, present, path, declared) : conversion.type(type, path, declared);
        return inner === undefined ? undefined : { type: inner, ...(optional ? { optional } : {}) };
      },
      type(type, path, declared) {
        const simple = simpleSchema(context, type);
        if (simple !== undefined) return simple;
        const refusal = refusalOf(context, type);
        if (refusal !== undefined) return conversion.refuse(path, ...refusal);
        const known = named.begin(type);
        if (known === "recursive") {
          const name = named.nameOf(context, type);
          return name === undefined
            ? conversion.refuse(path, "recursive", "contains itself and has no name; give it one with `interface`")
            : { kind: "named", name };
        }
        if (known !== undefined) return known;
        depth += 1;
        const made =
          depth > MAX_DEPTH
            ? conversion.refuse(path.slice(0, 60), "recursive", "never ends: each level makes a new type")
            : structured(conversion, type, path, declared);
        depth -= 1;
        return named.end(type, made);
      },
    };
    return conversion;
  }
}

const unionSchemaOrOne = (
  conversion: Conversion,
  parts: readonly ts.Type[],
  path: string,
  declared: ts.TypeNode | undefined,
): Type | undefined => {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? conversion.type(only, path, declared) : unionSchema(conversion, parts, path, declared);
};

/** Types without parts. */
function simpleSchema(context: Context, type: ts.Type): Type | undefined {
  const { flags } = type;
  if (type.isStringLiteral() || type.isNumberLiteral()) return { kind: "literal", values: [type.value] };
  if ((flags & ts.TypeFlags.BooleanLiteral) !== 0) return { kind: "literal", values: [context.checker.typeToString(type) === "true"] };
  // An enum whose members are literals is a union of them.
  if ((flags & ts.TypeFlags.Union) !== 0 && (flags & ts.TypeFlags.Boolean) === 0) return undefined;
  if ((flags & ts.TypeFlags.StringLike) !== 0) return { kind: "string" };
  if ((flags & ts.TypeFlags.NumberLike) !== 0) return { kind: "number" };
  if ((flags & ts.TypeFlags.BooleanLike) !== 0) return { kind: "boolean" };
  if ((flags & ts.TypeFlags.Null) !== 0) return { kind: "null" };
  const artifact = artifactKindOf(context, type);
  if (artifact !== undefined) return { kind: "artifact", artifact };
  if (type.symbol?.name === "Date" && context.program.isSourceFileDefaultLibrary(fileOf(type.symbol))) return { kind: "date" };
  return undefined;
}

function fileOf(symbol: ts.Symbol): ts.SourceFile {
  const file = symbol.declarations?.[0]?.getSourceFile();
  if (file === undefined) throw new TypeError(`the symbol ${symbol.name} is declared nowhere`);
  return file;
}

function structured(conversion: Conversion, type: ts.Type, path: string, declared: ts.TypeNode | undefined): Type | undefined {
  const { checker } = conversion.context;
  if (type.isUnion()) return unionSchema(conversion, type.types, path, declared, type);
  if (type.isIntersection()) {
    // A brand: `string & { readonly __brand: "Id" }` is a string on the wire.
    const primitive = type.types.map((part) => simpleSchema(conversion.context, part)).find((part) => part !== undefined);
    if (primitive !== undefined) return primitive;
  }
  if (isTuple(checker, type)) return tupleSchema(conversion, type, path, declared);
  if (checker.isArrayType(type)) {
    const [item] = isReference(type) ? checker.getTypeArguments(type) : [];
    const written = declared !== undefined && ts.isArrayTypeNode(declared) ? declared.elementType : undefined;
    const items = item === undefined ? undefined : element(conversion, item, `${path}[]`, written);
    return items === undefined ? undefined : { kind: "array", items };
  }
  return objectSchema(conversion, type, path);
}

function element(conversion: Conversion, type: ts.Type, path: string, declared: ts.TypeNode | undefined): Type | undefined {
  const field = conversion.field(type, path, declared);
  if (field?.optional === true)
    return conversion.refuse(path, "notJson", "may be `undefined`, which JSON turns into null inside a list; use null");
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
  const [only] = parts;
  if (elementFlags.length === 1 && only !== undefined && elementFlags[0] === ts.ElementFlags.Rest) {
    const items = element(conversion, only, `${path}[]`, undefined);
    return items === undefined ? undefined : { kind: "array", items };
  }
  if (elementFlags.some((flag) => flag !== ts.ElementFlags.Required))
    return conversion.refuse(path, "notPlain", "is a tuple of varying length; use an array or an object");
  const written = declared !== undefined && ts.isTupleTypeNode(declared) ? declared.elements : undefined;
  const items = parts.map((part, index) => element(conversion, part, `${path}[${index}]`, written?.[index]));
  return items.every((item) => item !== undefined) ? { kind: "tuple", items } : undefined;
}

const isTuple = (checker: ts.TypeChecker, type: ts.Type): type is ts.TupleTypeReference => checker.isTupleType(type);
