import { ts } from "ts-morph";
import type { Expression, Pattern } from "../../syntax.ts";
import { extend, type Convert } from "./convert.ts";

type Element = { readonly pattern: Pattern; readonly default?: Expression };

/** A binding (`const { a } = …`) or the target of an assignment (`({ a } = …)`). */
export function convertPattern(convert: Convert, node: ts.Node): Pattern {
  const other = (words: string): Pattern => extend(convert.base(node), { kind: "otherPattern" as const, words });
  if (ts.isIdentifier(node)) return extend(convert.base(node), { kind: "name" as const, name: node.text });
  if (ts.isObjectBindingPattern(node)) {
    const members = [];
    let rest: Pattern | undefined;
    for (const element of node.elements) {
      if (element.dotDotDotToken !== undefined) rest = convert.pattern(element.name);
      else {
        members.push({
          key: memberKeyOf(convert, element.propertyName ?? element.name),
          ...withDefault(convert, convert.pattern(element.name), element.initializer),
        });
      }
    }
    return extend(convert.base(node), { kind: "objectPattern" as const, members, ...(rest === undefined ? {} : { rest }) });
  }
  if (ts.isArrayBindingPattern(node)) {
    const elements: (Element | null)[] = [];
    let rest: Pattern | undefined;
    for (const element of node.elements) {
      if (ts.isOmittedExpression(element)) elements.push(null);
      else if (element.dotDotDotToken !== undefined) rest = convert.pattern(element.name);
      else elements.push(withDefault(convert, convert.pattern(element.name), element.initializer));
    }
    return extend(convert.base(node), { kind: "arrayPattern" as const, elements, ...(rest === undefined ? {} : { rest }) });
  }
  if (ts.isParenthesizedExpression(node)) return convert.pattern(node.expression);
  if (ts.isObjectLiteralExpression(node)) return convertObjectTarget(convert, node);
  if (ts.isArrayLiteralExpression(node)) return convertArrayTarget(convert, node);
  return other(
    ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
      ? "a property as the target of an assignment"
      : "the target of an assignment",
  );
}

function convertObjectTarget(convert: Convert, node: ts.ObjectLiteralExpression): Pattern {
  const members = [];
  let rest: Pattern | undefined;
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) rest = convert.pattern(property.expression);
    else if (ts.isShorthandPropertyAssignment(property)) {
      members.push({
        key: property.name.text,
        ...withDefault(convert, convert.pattern(property.name), property.objectAssignmentInitializer),
      });
    } else {
      if (!ts.isPropertyAssignment(property))
        return extend(convert.base(node), { kind: "otherPattern" as const, words: "a method as the target of an assignment" });
      members.push({ key: memberKeyOf(convert, property.name), ...convertElement(convert, property.initializer) });
    }
  }
  return extend(convert.base(node), { kind: "objectPattern" as const, members, ...(rest === undefined ? {} : { rest }) });
}

function convertArrayTarget(convert: Convert, node: ts.ArrayLiteralExpression): Pattern {
  const elements: (Element | null)[] = [];
  let rest: Pattern | undefined;
  for (const element of node.elements) {
    if (ts.isOmittedExpression(element)) elements.push(null);
    else if (ts.isSpreadElement(element)) rest = convert.pattern(element.expression);
    else elements.push(convertElement(convert, element));
  }
  return extend(convert.base(node), { kind: "arrayPattern" as const, elements, ...(rest === undefined ? {} : { rest }) });
}

function convertElement(convert: Convert, node: ts.Expression): Element {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ? withDefault(convert, convert.pattern(node.left), node.right)
    : { pattern: convert.pattern(node) };
}

const withDefault = (convert: Convert, pattern: Pattern, initializer: ts.Expression | undefined): Element =>
  initializer === undefined ? { pattern } : { pattern, default: convert.expression(initializer) };

const memberKeyOf = (convert: Convert, name: ts.Node): string | Expression =>
  ts.isComputedPropertyName(name) ? (keyOf(name) ?? convert.expression(name.expression)) : (keyOf(name) ?? name.getText());

/** The text of a property name, unless it is computed from something. */
export function keyOf(name: ts.Node): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  if (ts.isComputedPropertyName(name) && (ts.isStringLiteralLike(name.expression) || ts.isNumericLiteral(name.expression)))
    return keyOf(name.expression);
  return undefined;
}
