import { ts } from "ts-morph";

const WORDS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.BigIntLiteral, "a bigint"],
  [ts.SyntaxKind.ClassExpression, "a class"],
  [ts.SyntaxKind.YieldExpression, "`yield`"],
  [ts.SyntaxKind.ThisKeyword, "`this`"],
  [ts.SyntaxKind.SuperKeyword, "`super`"],
  [ts.SyntaxKind.JsxElement, "a JSX element"],
  [ts.SyntaxKind.JsxSelfClosingElement, "a JSX element"],
  [ts.SyntaxKind.JsxFragment, "a JSX element"],
  [ts.SyntaxKind.ClassDeclaration, "a class declaration"],
  [ts.SyntaxKind.ForInStatement, "a `for…in` loop"],
  [ts.SyntaxKind.LabeledStatement, "a labelled statement"],
  [ts.SyntaxKind.WithStatement, "a `with` statement"],
  [ts.SyntaxKind.DebuggerStatement, "`debugger`"],
  [ts.SyntaxKind.EnumDeclaration, "an enum declaration"],
  [ts.SyntaxKind.ModuleDeclaration, "a namespace declaration"],
  [ts.SyntaxKind.PrivateIdentifier, "a private name"],
  [ts.SyntaxKind.ImportEqualsDeclaration, "an import"],
  [ts.SyntaxKind.ImportDeclaration, "an import"],
  [ts.SyntaxKind.ExportDeclaration, "an export"],
  [ts.SyntaxKind.ExportAssignment, "an export"],
]);

/** What a node is, in a user's words. */
export function wordsOf(node: ts.Node): string {
  if (ts.isCallExpression(node)) return node.expression.kind === ts.SyntaxKind.ImportKeyword ? "a dynamic import" : "a call of `super`";
  if (ts.isMetaProperty(node)) return `\`${node.getText()}\``;
  if (ts.isBinaryExpression(node)) return `the operator \`${node.operatorToken.getText()}\``;
  return WORDS.get(node.kind) ?? "this syntax";
}
