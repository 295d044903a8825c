/** TypeScript's types as schemas. A type that cannot cross a step boundary gives problems with paths, all of them at once. */
import type { Type } from "@dagwright/protocol";
import { ts } from "ts-morph";
import type { FieldResult, TypeProblem, TypeResult } from "../../frontend.ts";
import type { Context } from "../context.ts";
import { artifactKindOf } from "./artifacts.ts";
import { constrain } from "./constraints.ts";
import type { Conversion } from "./conversion.ts";
import { listSchema } from "./list-schema.ts";
import { NamedTypes } from "./named-types.ts";
import { objectSchema } from "./object-schema.ts";
import { refusalOf } from "./refused.ts";
import { tagsOfAlias } from "./tags.ts";
import { unionSchema } from "./union-schema.ts";

// Deeper than any data is written; what goes on is a generic type that grows at each level.
const MAX_DEPTH = 40;

// Of one type. A generated type with more is not mended field by field.
const MAX_PROBLEMS = 12;

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

  fieldResult(open: ts.Type, declared?: ts.TypeNode): FieldResult {
    const type = this.#context.typeArguments.of(open);
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
    // What was refused once is not refused again in each place where it stands.
    const failed = new Set<ts.Type>();
    let depth = 0;
    const conversion: Conversion = {
      context,
      problems,
      refuse(path, code, reason, help) {
        if (problems.length < MAX_PROBLEMS) problems.push({ code, path, reason, ...(help === undefined ? {} : { help }) });
        return undefined;
      },
      field(open, path, declared) {
        const type = context.typeArguments.of(open);
        const parts = type.isUnion() ? type.types : [type];
        const present = parts.filter((part) => (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) === 0);
        const optional = present.length < parts.length;
        if (present.length === 0) return conversion.refuse(path, "notPlain", "is always `undefined`; leave the field out");
        const inner = optional ? unionSchemaOrOne(conversion, present, path, declared) : conversion.type(type, path, declared);
        if (inner === undefined) return undefined;
        return { type: constrain(conversion, inner, tagsOfAlias(context, declared), path), ...(optional ? { optional } : {}) };
      },
      type(open, path, declared) {
        const type = context.typeArguments.of(open);
        const simple = simpleSchema(context, type);
        if (simple !== undefined) return simple;
        const refusal = refusalOf(context, type);
        if (refusal !== undefined) return conversion.refuse(path, ...refusal);
        if (failed.has(type) || problems.length >= MAX_PROBLEMS) return undefined;
        // The object in a list is what has a name, not the list.
        if (context.checker.isArrayType(type) && type.aliasSymbol === undefined) return structured(conversion, type, path, declared);
        const known = named.begin(type, { path, declared });
        if (known === "recursive") return { kind: "named", name: named.nameOf(context, type) };
        if (known !== undefined) return known;
        depth += 1;
        const made =
          depth > MAX_DEPTH
            ? conversion.refuse(path.slice(0, 60), "recursive", "never ends: each level makes a new type")
            : structured(conversion, type, path, declared);
        depth -= 1;
        if (made === undefined) failed.add(type);
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
  if (type.isUnion()) return unionSchema(conversion, type.types, path, declared, type);
  if (type.isIntersection()) {
    // A brand: `string & { readonly __brand: "Id" }` is a string on the wire.
    const primitive = type.types.map((part) => simpleSchema(conversion.context, part)).find((part) => part !== undefined);
    if (primitive !== undefined) return primitive;
  }
  const list = listSchema(conversion, type, path, declared);
  if (list !== "none") return list;
  return objectSchema(conversion, type, path);
}
