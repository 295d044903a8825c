/** What passes ask about a type without wanting its schema. */
import { ts } from "ts-morph";
import type { Json } from "@dagwright/protocol";
import type { TypeFacts } from "../frontend.ts";
import type { Context } from "./context.ts";
import { isBuiltInFile } from "./types/refused.ts";
import { isRejection } from "./types/object-schema.ts";

type Primitive = NonNullable<TypeFacts["primitive"]>;

export function factsOf(context: Context, node: ts.Node): TypeFacts {
  const { checker } = context;
  const type = context.typeArguments.of(checker.getTypeAtLocation(node));
  const parts = type.isUnion() ? type.types : [type];
  const primitives = new Set(parts.map(primitiveOf));
  const [primitive] = primitives;
  const literal = literalOf(checker, type);
  const closed = closedPropertiesOf(checker, type);
  return {
    isPromise: checker.getPropertyOfType(checker.getApparentType(type), "then") !== undefined,
    isArray: parts.every((part) => checker.isArrayType(part) || checker.isTupleType(part)),
    canBeUndefined: parts.some(
      (part) => (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0,
    ),
    canBeNull: parts.some((part) => (part.flags & (ts.TypeFlags.Null | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0),
    isAny: (type.flags & ts.TypeFlags.Any) !== 0,
    isRejection: isRejection(context, type),
    text: checker.typeToString(type),
    ...(primitives.size === 1 && primitive !== undefined ? { primitive } : {}),
    ...(literal === undefined ? {} : { literal }),
    ...(closed === undefined ? {} : { closedProperties: closed }),
    ...instanceOf(context, type),
  };
}

function instanceOf(context: Context, type: ts.Type): Pick<TypeFacts, "instanceOf"> {
  const symbol: ts.Symbol | undefined = type.symbol;
  const declared = symbol?.declarations?.[0];
  if (symbol === undefined || declared === undefined || !(ts.isClassDeclaration(declared) || ts.isInterfaceDeclaration(declared)))
    return {};
  const isBuiltIn = isBuiltInFile(context, declared.getSourceFile());
  return isBuiltIn || ts.isClassDeclaration(declared) ? { instanceOf: { name: symbol.name, isBuiltIn } } : {};
}

function primitiveOf(type: ts.Type): Primitive | undefined {
  const { flags } = type;
  if ((flags & ts.TypeFlags.StringLike) !== 0) return "string";
  if ((flags & ts.TypeFlags.NumberLike) !== 0) return "number";
  if ((flags & ts.TypeFlags.BooleanLike) !== 0) return "boolean";
  if ((flags & ts.TypeFlags.Null) !== 0) return "null";
  if ((flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0) return "undefined";
  // A branded primitive is that primitive.
  return type.isIntersection() ? type.types.map(primitiveOf).find((part) => part !== undefined) : undefined;
}

function literalOf(checker: ts.TypeChecker, type: ts.Type): Json | undefined {
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
  if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0) return checker.typeToString(type) === "true";
  return (type.flags & ts.TypeFlags.Null) !== 0 ? null : undefined;
}

/** Properties of one object type whose keys are all known. */
function closedPropertiesOf(checker: ts.TypeChecker, type: ts.Type): TypeFacts["closedProperties"] {
  const isObject = (part: ts.Type): boolean => (part.flags & ts.TypeFlags.Object) !== 0;
  if (!(isObject(type) || (type.isIntersection() && type.types.every(isObject)))) return undefined;
  if (checker.isArrayType(type) || checker.isTupleType(type) || checker.getIndexInfosOfType(type).length > 0) return undefined;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return undefined;
  return checker
    .getPropertiesOfType(type)
    .map((property) => ({ name: property.name, optional: (property.flags & ts.SymbolFlags.Optional) !== 0 }));
}
