/** Questions about names: what a symbol is after following imports and re-exports, and whether the surface declares it. */
import { ts } from "ts-morph";
import type { SurfaceName } from "../frontend.ts";
import type { Context } from "./context.ts";
import { DECLARING_PACKAGES, isSurfaceName } from "./surface-names.ts";

/** The node without parentheses, `as`, `satisfies`, `!` and explicit type arguments. */
export function bare(node: ts.Node): ts.Node {
  while (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isExpressionWithTypeArguments(node)
  ) {
    node = node.expression;
  }
  return node;
}

/** What an identifier or the name of a property access stands for, imports followed. */
export function symbolAt(context: Context, node: ts.Node): ts.Symbol | undefined {
  const { checker } = context;
  const symbol =
    ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(ts.isPropertyAccessExpression(node) ? node.name : node);
  return symbol === undefined ? undefined : followAliases(checker, symbol);
}

export function followAliases(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
}

export const declarationOf = (symbol: ts.Symbol): ts.Declaration | undefined => symbol.valueDeclaration ?? symbol.declarations?.[0];

/** Whether the package of the surface declares the symbol. */
export function isOfSurface(context: Context, symbol: ts.Symbol): boolean {
  const file = declarationOf(symbol)?.getSourceFile();
  const owner = file === undefined ? undefined : context.packageOf(file)?.name;
  return owner !== undefined && DECLARING_PACKAGES.has(owner);
}

/** The surface's name of a value such as `component`, whatever the user calls it. */
export function surfaceNameOf(context: Context, symbol: ts.Symbol): SurfaceName | undefined {
  return isSurfaceName(symbol.name) && isModuleLevel(declarationOf(symbol)) && isOfSurface(context, symbol) ? symbol.name : undefined;
}

function isModuleLevel(declaration: ts.Declaration | undefined): boolean {
  if (declaration === undefined) return false;
  if (ts.isVariableDeclaration(declaration)) return ts.isSourceFile(declaration.parent.parent.parent);
  return ts.isSourceFile(declaration.parent);
}

/** The surface function that a call calls. Cheap for all other calls: only names and members of namespaces are looked up. */
export function calledSurface(context: Context, call: ts.CallExpression): SurfaceName | undefined {
  const callee = bare(call.expression);
  if (ts.isPropertyAccessExpression(callee)) {
    if (!ts.isIdentifier(callee.expression)) return undefined;
    const object = context.checker.getSymbolAtLocation(callee.expression);
    if (object === undefined || (object.flags & ts.SymbolFlags.Alias) === 0) return undefined;
  } else if (!ts.isIdentifier(callee)) return undefined;
  const symbol = symbolAt(context, callee);
  return symbol === undefined ? undefined : surfaceNameOf(context, symbol);
}

/** The node that names a declaration. */
export function nameOf(declaration: ts.Node): ts.Node | undefined {
  const name: unknown = "name" in declaration ? declaration.name : undefined;
  return isNode(name) ? name : undefined;
}

const isNode = (value: unknown): value is ts.Node => typeof value === "object" && value !== null && "kind" in value;
