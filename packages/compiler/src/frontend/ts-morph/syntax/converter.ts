/** The parser's nodes as the compiler's own. Conversions are remembered by node, and a function's body is converted when it is read. */
import { ts } from "ts-morph";
import type { Block, Expression, FunctionExpression, Pattern, Statement } from "../../syntax.ts";
import type { Context } from "../context.ts";
import { handleOf } from "../handles.ts";
import { convertExpression } from "./expression.ts";
import { convertFunction } from "./function.ts";
import { convertPattern } from "./pattern.ts";
import { convertBlock, convertStatement } from "./statement.ts";
import type { Base, Convert, FunctionNode } from "./convert.ts";

export function createConverter(context: Context): Convert {
  const expressions = new WeakMap<ts.Node, Expression>();
  const functions = new WeakMap<ts.Node, FunctionExpression>();
  const remember = <T>(memo: WeakMap<ts.Node, T>, node: ts.Node, make: () => T): T => {
    const known = memo.get(node);
    if (known !== undefined) return known;
    const made = make();
    memo.set(node, made);
    return made;
  };
  const convert: Convert = {
    base: (node) => baseOf(context, node),
    expression(node) {
      let outer: ts.Expression = node;
      while (ts.isParenthesizedExpression(outer)) outer = outer.expression;
      return remember(expressions, outer, () => convertExpression(convert, outer));
    },
    func: (node: FunctionNode) => remember(functions, node, () => convertFunction(convert, node)),
    pattern: (node: ts.Node): Pattern => convertPattern(convert, node),
    statement: (node: ts.Statement): Statement => convertStatement(convert, node),
    block: (node: ts.Block): Block => convertBlock(convert, node),
  };
  return convert;
}

// Spans and texts are asked for by few of the many nodes: both are worked out when read.
function baseOf(context: Context, node: ts.Node): Base {
  let span: Base["span"] | undefined;
  return {
    handle: handleOf(node),
    get span() {
      span ??= context.spanOf(node);
      return span;
    },
    get text() {
      return node.getText();
    },
  };
}
