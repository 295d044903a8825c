import { ts } from "ts-morph";
import type { BinaryOperator, Expression } from "../../syntax.ts";

type UnaryOperator = Extract<Expression, { kind: "unary" }>["op"];

const BINARY: readonly BinaryOperator[] = [
  "+", "-", "*", "/", "%", "**", "===", "!==", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "??", "&", "|", "^", "<<", ">>", ">>>", "in", "instanceof", ",",
]; // prettier-ignore
const binaryByText = new Map<string, BinaryOperator>(BINARY.map((op) => [op, op]));
const unaryByText = new Map<string, UnaryOperator>([["!", "!"], ["-", "-"], ["+", "+"], ["~", "~"]]); // prettier-ignore

export const binaryOperatorOf = (kind: ts.SyntaxKind): BinaryOperator | undefined => binaryByText.get(ts.tokenToString(kind) ?? "");
export const unaryOperatorOf = (kind: ts.SyntaxKind): UnaryOperator | undefined => unaryByText.get(ts.tokenToString(kind) ?? "");

/** `=`, `+=`, `??=`, …; none for other operators. */
export const assignmentOperatorOf = (kind: ts.SyntaxKind): string | undefined =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment ? ts.tokenToString(kind) : undefined;
