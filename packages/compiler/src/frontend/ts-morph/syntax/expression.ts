import { ts } from "ts-morph";
import type { Expression, ObjectMember } from "../../syntax.ts";
import { bare } from "../symbols.ts";
import { extend, type Base, type Convert } from "./convert.ts";
import { assignmentOperatorOf, binaryOperatorOf, unaryOperatorOf } from "./operators.ts";
import { keyOf } from "./pattern.ts";
import { wordsOf } from "./words.ts";

/** `outer` may be wrapped in `as`, `satisfies` or `!`: those belong to the handle (they say the type) and not to the syntax. */
export function convertExpression(convert: Convert, outer: ts.Expression): Expression {
  const base = convert.base(outer);
  const node = bare(outer);
  const other = (): Expression => extend(base, { kind: "other" as const, words: wordsOf(node) });
  if (ts.isIdentifier(node)) return extend(base, { kind: "identifier" as const, name: node.text });
  if (ts.isStringLiteralLike(node)) return extend(base, { kind: "literal" as const, value: node.text });
  if (ts.isNumericLiteral(node)) return extend(base, { kind: "literal" as const, value: Number(node.text) });
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    return extend(base, { kind: "literal" as const, value: node.kind === ts.SyntaxKind.TrueKeyword });
  }
  if (node.kind === ts.SyntaxKind.NullKeyword) return extend(base, { kind: "literal" as const, value: null });
  if (ts.isRegularExpressionLiteral(node)) return extend(base, { kind: "regularExpression" as const });
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return convert.func(node);
  if (ts.isPropertyAccessExpression(node)) {
    return extend(base, {
      kind: "property" as const,
      object: convert.expression(node.expression),
      name: node.name.text,
      optional: node.questionDotToken !== undefined,
    });
  }
  if (ts.isElementAccessExpression(node)) {
    const object = convert.expression(node.expression);
    return extend(base, {
      kind: "element" as const,
      object,
      index: convert.expression(node.argumentExpression),
      optional: node.questionDotToken !== undefined,
    });
  }
  if (ts.isCallExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.kind === ts.SyntaxKind.SuperKeyword) return other();
    const args = node.arguments.map((argument) => argumentOf(convert, argument));
    return extend(base, {
      kind: "call" as const,
      callee: convert.expression(node.expression),
      args,
      optional: node.questionDotToken !== undefined,
    });
  }
  if (ts.isNewExpression(node)) {
    const args = node.arguments?.map((argument) => argumentOf(convert, argument)) ?? [];
    return extend(base, { kind: "new" as const, callee: convert.expression(node.expression), args });
  }
  if (ts.isAwaitExpression(node)) return extend(base, { kind: "await" as const, operand: convert.expression(node.expression) });
  if (ts.isObjectLiteralExpression(node))
    return extend(base, { kind: "object" as const, members: node.properties.map((member) => convertMember(convert, member)) });
  if (ts.isArrayLiteralExpression(node))
    return extend(base, { kind: "array" as const, elements: node.elements.map((element) => argumentOf(convert, element)) });
  if (ts.isTemplateExpression(node)) {
    const parts = [node.head.text, ...node.templateSpans.flatMap((span) => [convert.expression(span.expression), span.literal.text])];
    return extend(base, { kind: "template" as const, parts: parts.filter((part) => part !== "") });
  }
  if (ts.isTaggedTemplateExpression(node)) return convertTagged(convert, base, node);
  if (ts.isConditionalExpression(node)) {
    const then = convert.expression(node.whenTrue);
    return extend(base, {
      kind: "conditional" as const,
      test: convert.expression(node.condition),
      then,
      else: convert.expression(node.whenFalse),
    });
  }
  if (ts.isBinaryExpression(node)) return convertBinary(convert, base, node) ?? other();
  return convertUnary(convert, base, node) ?? other();
}

function convertTagged(convert: Convert, base: Base, { tag, template }: ts.TaggedTemplateExpression): Expression {
  const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
  const texts = ts.isTemplateExpression(template) ? [template.head, ...spans.map((span) => span.literal)] : [template];
  return extend(base, {
    kind: "tagged" as const,
    tag: convert.expression(tag),
    raw: texts.map((text) => text.rawText ?? text.text),
    values: spans.map((span) => convert.expression(span.expression)),
  });
}

function convertBinary(convert: Convert, base: Base, node: ts.BinaryExpression): Expression | undefined {
  const assignment = assignmentOperatorOf(node.operatorToken.kind);
  if (assignment !== undefined) {
    const target = bare(node.left);
    const isPattern = ts.isObjectLiteralExpression(target) || ts.isArrayLiteralExpression(target);
    return extend(base, {
      kind: "assignment" as const,
      op: assignment,
      target: isPattern ? convert.pattern(target) : convert.expression(node.left),
      value: convert.expression(node.right),
    });
  }
  const op = binaryOperatorOf(node.operatorToken.kind);
  if (op === undefined || ts.isPrivateIdentifier(node.left)) return undefined;
  return extend(base, { kind: "binary" as const, op, left: convert.expression(node.left), right: convert.expression(node.right) });
}

function convertUnary(convert: Convert, base: Base, node: ts.Node): Expression | undefined {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const operand = convert.expression(node.operand);
    if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) {
      const op = node.operator === ts.SyntaxKind.PlusPlusToken ? ("++" as const) : ("--" as const);
      return extend(base, { kind: "update" as const, op, prefix: ts.isPrefixUnaryExpression(node), operand });
    }
    const op = unaryOperatorOf(node.operator);
    return op === undefined ? undefined : extend(base, { kind: "unary" as const, op, operand });
  }
  if (ts.isTypeOfExpression(node))
    return extend(base, { kind: "unary" as const, op: "typeof" as const, operand: convert.expression(node.expression) });
  if (ts.isVoidExpression(node))
    return extend(base, { kind: "unary" as const, op: "void" as const, operand: convert.expression(node.expression) });
  if (ts.isDeleteExpression(node))
    return extend(base, { kind: "unary" as const, op: "delete" as const, operand: convert.expression(node.expression) });
  return undefined;
}

function argumentOf(convert: Convert, node: ts.Expression): Expression {
  if (ts.isSpreadElement(node))
    return extend(convert.base(node), { kind: "spread" as const, operand: convert.expression(node.expression) });
  if (ts.isOmittedExpression(node)) return extend(convert.base(node), { kind: "hole" as const });
  return convert.expression(node);
}

function convertMember(convert: Convert, node: ts.ObjectLiteralElementLike): ObjectMember {
  const base = convert.base(node);
  if (ts.isSpreadAssignment(node)) return extend(base, { kind: "spread" as const, operand: convert.expression(node.expression) });
  if (ts.isShorthandPropertyAssignment(node)) {
    return extend(base, { kind: "property" as const, name: node.name.text, value: convert.expression(node.name), shorthand: true });
  }
  const key = keyOf(node.name);
  if (ts.isPropertyAssignment(node)) {
    const value = convert.expression(node.initializer);
    if (key === undefined && ts.isComputedPropertyName(node.name))
      return extend(base, { kind: "computed" as const, key: convert.expression(node.name.expression), value });
    return extend(base, { kind: "property" as const, name: key ?? node.name.getText(), value, shorthand: false });
  }
  return extend(base, { kind: "method" as const, name: key ?? node.name.getText(), accessor: ts.isAccessor(node), fn: convert.func(node) });
}
