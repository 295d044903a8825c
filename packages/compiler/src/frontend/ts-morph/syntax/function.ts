import { ts } from "ts-morph";
import type { Block, Expression, FunctionExpression, Parameter } from "../../syntax.ts";
import { extend, type Convert, type FunctionNode } from "./convert.ts";

const has = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);

export function convertFunction(convert: Convert, node: FunctionNode): FunctionExpression {
  let body: Expression | Block | undefined;
  return extend(convert.base(node), {
    kind: "function" as const,
    arrow: ts.isArrowFunction(node),
    async: has(node, ts.SyntaxKind.AsyncKeyword),
    generator: !ts.isArrowFunction(node) && node.asteriskToken !== undefined,
    parameters: node.parameters.filter((parameter) => !isThis(parameter)).map((parameter) => convertParameter(convert, parameter)),
    get body(): Expression | Block {
      body ??= convertBody(convert, node);
      return body;
    },
  });
}

const isThis = (parameter: ts.ParameterDeclaration): boolean => ts.isIdentifier(parameter.name) && parameter.name.text === "this";

function convertParameter(convert: Convert, node: ts.ParameterDeclaration): Parameter {
  return extend(convert.base(node), {
    pattern: convert.pattern(node.name),
    rest: node.dotDotDotToken !== undefined,
    ...(node.initializer === undefined ? {} : { default: convert.expression(node.initializer) }),
  });
}

function convertBody(convert: Convert, node: FunctionNode): Expression | Block {
  // A declaration file has no bodies.
  if (node.body === undefined) return extend(convert.base(node), { kind: "block" as const, statements: [] });
  return ts.isBlock(node.body) ? convert.block(node.body) : convert.expression(node.body);
}
