/** Names: what an expression closes over, what is visible at a place, what a value has. */
import { ts } from "ts-morph";
import type { Declaration, Frontend } from "../frontend.ts";
import type { Expression } from "../syntax.ts";
import type { Context } from "./context.ts";
import { declarationOf, nameOf, symbolAt } from "./symbols.ts";
import type { Convert } from "./syntax/convert.ts";

/** Names used in `root` and declared outside of it, each once, in order of first use. */
export function freeNamesOf(
  context: Context,
  convert: Convert,
  resolve: (expression: Expression) => Declaration | undefined,
  root: ts.Node,
): ReturnType<Frontend["freeNames"]> {
  const found = new Map<ts.Symbol | string, { name: string; uses: Expression[]; declaration: Declaration | undefined }>();
  forEachValueName(root, (node) => {
    const symbol = symbolAt(context, node);
    if (symbol?.declarations?.some((declaration) => isInside(declaration, root)) === true) return;
    const use = convert.expression(node);
    const known = found.get(symbol ?? node.text);
    if (known === undefined) found.set(symbol ?? node.text, { name: node.text, uses: [use], declaration: resolve(use) });
    else known.uses.push(use);
  });
  return [...found.values()];
}

const isInside = (node: ts.Node, root: ts.Node): boolean =>
  node.getSourceFile() === root.getSourceFile() && node.pos >= root.pos && node.end <= root.end;

/** Calls `found` for each identifier that reads or writes a variable; names of properties, declarations and types are none, nor is what stands in `skip`. */
export function forEachValueName(root: ts.Node, found: (node: ts.Identifier) => void, skip?: ReadonlySet<ts.Node>): void {
  const visit = (node: ts.Node): void => {
    if (skip?.has(node) === true) return;
    if (ts.isIdentifier(node)) {
      if (isValueName(node)) found(node);
      return;
    }
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isTypeParameterDeclaration(node)) return;
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return;
    ts.forEachChild(node, visit);
  };
  visit(root);
}

function isValueName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent) || ts.isMetaProperty(parent) || ts.isJsxAttribute(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isEnumMember(parent)
  ) {
    return parent.initializer === node;
  }
  if (ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent))
    return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isFunctionLike(parent) || ts.isClassLike(parent) || ts.isEnumDeclaration(parent) || ts.isModuleDeclaration(parent)) {
    return !("name" in parent) || parent.name !== node;
  }
  return true;
}

export function visibleNamesAt(context: Context, node: ts.Node): readonly string[] {
  const symbols = context.checker.getSymbolsInScope(node, ts.SymbolFlags.Value | ts.SymbolFlags.Alias);
  // The library's globals would drown what the user can have meant.
  const own = symbols.filter((symbol) => {
    const file = declarationOf(symbol)?.getSourceFile();
    return file !== undefined && context.isProjectFile(file);
  });
  return [...new Set(own.map((symbol) => symbol.name))].toSorted();
}

export function propertyNamesOf(context: Context, node: ts.Node): readonly string[] {
  const type = context.checker.getNonNullableType(context.checker.getTypeAtLocation(node));
  return context.checker
    .getPropertiesOfType(type)
    .map((property) => property.name)
    .filter((name) => !name.startsWith("__@"));
}

export function descriptionOf(context: Context, node: ts.Node): string | undefined {
  const name = nameOf(node);
  const symbol = name === undefined ? undefined : context.checker.getSymbolAtLocation(name);
  if (symbol !== undefined) return descriptionOfSymbol(context, symbol);
  const docs = ts.getJSDocCommentsAndTags(node).flatMap((doc) => (ts.isJSDoc(doc) ? [ts.getTextOfJSDocComment(doc.comment) ?? ""] : []));
  return tidy(docs.join("\n"));
}

/** The comment's text; generators also write it behind `@description`. */
export const descriptionOfSymbol = (context: Context, symbol: ts.Symbol): string | undefined =>
  tidy(ts.displayPartsToString(symbol.getDocumentationComment(context.checker))) ??
  tidy(ts.displayPartsToString(symbol.getJsDocTags(context.checker).find((tag) => tag.name === "description")?.text));

const tidy = (text: string): string | undefined => {
  const trimmed = text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
  return trimmed === "" ? undefined : trimmed;
};
