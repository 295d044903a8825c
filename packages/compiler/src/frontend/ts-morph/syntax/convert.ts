import type { ts } from "ts-morph";
import type { Span } from "@dagwright/protocol";
import type { Block, Expression, FunctionExpression, Handle, Pattern, Statement } from "../../syntax.ts";

export interface Base {
  readonly span: Span;
  readonly text: string;
  readonly handle: Handle;
}

export type FunctionNode =
  | ts.ArrowFunction
  | ts.FunctionExpression
  | ts.FunctionDeclaration
  | ts.MethodDeclaration
  | ts.AccessorDeclaration;

/** The conversions, as each of them sees the others. */
export interface Convert {
  base(node: ts.Node): Base;
  expression(node: ts.Expression): Expression;
  func(node: FunctionNode): FunctionExpression;
  pattern(node: ts.Node): Pattern;
  statement(node: ts.Statement): Statement;
  block(node: ts.Block): Block;
}

/** `base` with further members, its getters kept lazy (a spread would read them). */
export function extend<M extends object>(base: Base, members: M): Base & M {
  return Object.defineProperties(members, Object.getOwnPropertyDescriptors(base)) as Base & M;
}
