import type { Statement } from "../frontend/syntax.ts";
import type { Syntax } from "../graph/walk-syntax.ts";

const STATEMENTS: ReadonlySet<string> = new Set<Statement["kind"]>([
  "block",
  "variable",
  "expression",
  "if",
  "return",
  "throw",
  "try",
  "for",
  "forOf",
  "while",
  "doWhile",
  "switch",
  "break",
  "continue",
  "empty",
  "otherStatement",
]);
export const isStatement = (node: Syntax): node is Statement => STATEMENTS.has(node.kind);
