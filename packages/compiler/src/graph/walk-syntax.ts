/** The parts of an expression or statement, in source order. */
import type { Expression, Pattern, Statement } from "../frontend/syntax.ts";

export type Syntax = Expression | Statement;

const defaultsOf = (pattern: Pattern): readonly Expression[] => {
  switch (pattern.kind) {
    case "objectPattern":
      return pattern.members.flatMap((member) => [
        ...(member.default === undefined ? [] : [member.default]),
        ...defaultsOf(member.pattern),
      ]);
    case "arrayPattern":
      return pattern.elements.flatMap((element) =>
        element === null ? [] : [...(element.default === undefined ? [] : [element.default]), ...defaultsOf(element.pattern)],
      );
    case "name":
    case "otherPattern":
      return [];
  }
};

/** Names that a pattern binds. */
export function namesOf(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case "name":
      return [pattern.name];
    case "objectPattern":
      return [
        ...pattern.members.flatMap((member) => namesOf(member.pattern)),
        ...(pattern.rest === undefined ? [] : namesOf(pattern.rest)),
      ];
    case "arrayPattern":
      return [
        ...pattern.elements.flatMap((element) => (element === null ? [] : namesOf(element.pattern))),
        ...(pattern.rest === undefined ? [] : namesOf(pattern.rest)),
      ];
    case "otherPattern":
      return [];
  }
}

export function partsOf(node: Syntax): readonly Syntax[] {
  switch (node.kind) {
    case "literal":
    case "regularExpression":
    case "identifier":
    case "hole":
    case "other":
    case "break":
    case "continue":
    case "empty":
    case "otherStatement":
      return [];
    case "property":
      return [node.object];
    case "element":
      return [node.object, node.index];
    case "call":
    case "new":
      return [node.callee, ...node.args];
    case "await":
    case "spread":
    case "unary":
    case "update":
      return [node.operand];
    case "function":
      return [
        ...node.parameters.flatMap((parameter) => [
          ...defaultsOf(parameter.pattern),
          ...(parameter.default === undefined ? [] : [parameter.default]),
        ]),
        node.body,
      ];
    case "object":
      return node.members.flatMap((member) => {
        switch (member.kind) {
          case "property":
            return [member.value];
          case "computed":
            return [member.key, member.value];
          case "spread":
            return [member.operand];
          case "method":
            return [];
        }
      });
    case "array":
      return node.elements;
    case "template":
      return node.parts.filter((part) => typeof part !== "string");
    case "binary":
      return [node.left, node.right];
    case "assignment":
      return [...(isPattern(node.target) ? defaultsOf(node.target) : [node.target]), node.value];
    case "conditional":
      return [node.test, node.then, node.else];
    case "block":
      return node.statements;
    case "variable":
      return node.declarations.flatMap((declaration) => [
        ...defaultsOf(declaration.pattern),
        ...(declaration.init === undefined ? [] : [declaration.init]),
      ]);
    case "expression":
      return [node.expression];
    case "if":
      return [node.test, node.then, ...(node.else === undefined ? [] : [node.else])];
    case "return":
      return node.value === undefined ? [] : [node.value];
    case "throw":
      return [node.value];
    case "try":
      return [node.block, ...(node.catch === undefined ? [] : [node.catch.block]), ...(node.finally === undefined ? [] : [node.finally])];
    case "for":
      return [node.init, node.test, node.update, node.body].filter((part) => part !== undefined);
    case "forOf":
      return [node.items, node.body];
    case "while":
    case "doWhile":
      return [node.test, node.body];
    case "switch":
      return [node.subject, ...node.cases.flatMap((clause) => [...(clause.test === undefined ? [] : [clause.test]), ...clause.statements])];
  }
}

export function isPattern(target: Expression | Pattern): target is Pattern {
  return target.kind === "name" || target.kind === "objectPattern" || target.kind === "arrayPattern" || target.kind === "otherPattern";
}

/** Every part, the node itself first; `into` may refuse to go deeper. */
export function* walk(node: Syntax, into: (node: Syntax) => boolean = () => true): Generator<Syntax, void, undefined> {
  yield node;
  if (!into(node)) return;
  for (const part of partsOf(node)) yield* walk(part, into);
}
