/**
 * Unions. The checker sorts their members by when it first met each of them, which edits elsewhere can change: members stand as written
 * where the source can be found, and in a fixed order where they were computed.
 */
import { printType, type Type } from "@dagwright/protocol";
import { ts } from "ts-morph";
import type { Conversion } from "./conversion.ts";

type LiteralValue = string | number | boolean;

export function unionSchema(
  conversion: Conversion,
  parts: readonly ts.Type[],
  path: string,
  declared: ts.TypeNode | undefined,
  union?: ts.UnionType,
): Type | undefined {
  const order = writtenOrder(conversion.context.checker, parts, declared, union);
  const values: { readonly value: LiteralValue; readonly rank: number }[] = [];
  const others: { readonly type: Type; readonly rank: number }[] = [];
  let complete = true;
  for (const part of parts) {
    const rank = order(part);
    const made = conversion.type(part, path);
    if (made === undefined) complete = false;
    else if (made.kind === "literal") values.push(...made.values.map((value) => ({ value, rank })));
    else others.push({ type: made, rank });
  }
  if (!complete) return undefined;
  const booleans = values.filter(({ value }) => typeof value === "boolean");
  const literals = booleans.length === 2 ? values.filter(({ value }) => typeof value !== "boolean") : values;
  const members = distinct([
    ...others,
    ...(booleans.length === 2 ? [{ type: { kind: "boolean" } as const, rank: Math.min(...booleans.map(({ rank }) => rank)) }] : []),
    ...(literals.length === 0
      ? []
      : [{ type: { kind: "literal", values: literalsInOrder(literals) } as const, rank: Math.min(...literals.map(({ rank }) => rank)) }]),
  ]);
  if (members.some(({ type }) => type.kind === "date") && members.some(({ type }) => type.kind === "string"))
    return conversion.refuse(
      path,
      "notJson",
      "is a Date or text, which JSON cannot tell apart",
      "take one of them: a `Date` arrives as a `Date`, and text such as `2024-05-01` as text",
    );
  // An artifact of one of several kinds is an artifact of any kind.
  const artifacts = members.filter(({ type }) => type.kind === "artifact");
  const merged =
    artifacts.length < 2
      ? members
      : [
          ...members.filter(({ type }) => type.kind !== "artifact"),
          { type: { kind: "artifact", artifact: "" } as const, rank: Math.min(...artifacts.map(({ rank }) => rank)) },
        ];
  const sorted = merged.toSorted((a, b) => a.rank - b.rank || compare(printType(a.type), printType(b.type))).map(({ type }) => type);
  const [only] = sorted;
  return sorted.length === 1 ? only : { kind: "union", members: sorted };
}

const compare = (a: LiteralValue, b: LiteralValue): number => (a < b ? -1 : a > b ? 1 : 0);

function literalsInOrder(literals: readonly { readonly value: LiteralValue; readonly rank: number }[]): readonly LiteralValue[] {
  const kinds = ["string", "number", "boolean"];
  const kindOf = (value: LiteralValue): number => kinds.indexOf(typeof value);
  return literals
    .toSorted((a, b) => a.rank - b.rank || kindOf(a.value) - kindOf(b.value) || compare(a.value, b.value))
    .map(({ value }) => value);
}

function distinct<M extends { readonly type: Type }>(members: readonly M[]): readonly M[] {
  const seen = new Set<string>();
  return members.filter(({ type }) => {
    const key = JSON.stringify(type);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** The place of each member in the source; members that are not found there come last, all at the same place. */
function writtenOrder(
  checker: ts.TypeChecker,
  parts: readonly ts.Type[],
  declared: ts.TypeNode | undefined,
  union: ts.UnionType | undefined,
): (part: ts.Type) => number {
  const ranks = new Map<ts.Type, number>();
  const seen = new Set<ts.Node>();
  const add = (type: ts.Type): void => {
    const regular = regularOf(type);
    if (!ranks.has(regular)) ranks.set(regular, ranks.size);
  };
  const visit = (node: ts.Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) visit(node.type);
    else if (ts.isUnionTypeNode(node)) node.types.forEach(visit);
    else if (ts.isEnumDeclaration(node)) node.members.forEach((member) => add(checker.getTypeAtLocation(member)));
    else if (ts.isTypeNode(node)) {
      const type = checker.getTypeFromTypeNode(node);
      add(type);
      // `boolean` is the union of its two values.
      if ((type.flags & ts.TypeFlags.Boolean) !== 0 && type.isUnion()) type.types.forEach(add);
      const alias = ts.isTypeReferenceNode(node) ? checker.getSymbolAtLocation(node.typeName) : undefined;
      const target = alias !== undefined && (alias.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(alias) : alias;
      target?.declarations?.forEach(visitDeclaration);
    }
  };
  const visitDeclaration = (declaration: ts.Node): void => {
    if (ts.isTypeAliasDeclaration(declaration)) visit(declaration.type);
    else if (ts.isEnumDeclaration(declaration)) visit(declaration);
  };
  if (declared !== undefined) visit(declared);
  for (const symbol of [union?.aliasSymbol, union?.symbol]) symbol?.declarations?.forEach(visitDeclaration);
  for (const part of parts)
    if ((part.flags & ts.TypeFlags.EnumLiteral) !== 0) part.symbol.declarations?.forEach((member) => visit(member.parent));
  return (part) => ranks.get(regularOf(part)) ?? Number.MAX_SAFE_INTEGER;
}

// A literal type exists fresh (from an expression) and regular (from a type); both are one member.
const regularOf = (type: ts.Type): ts.Type => (type.isLiteral() ? type.regularType : type);
