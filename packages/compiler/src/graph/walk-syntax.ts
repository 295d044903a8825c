/** The parts of an expression or statement, in source order. */
import type { Expression, Pattern, Statement } from "../frontend/syntax.ts";

export type Syntax = Expression | Statement;

/** The expressions in a pattern: computed keys and defaults. */
const expressionsIn = (pattern: Pattern): readonly Expression[] => {
  switch (pattern.kind) {
    case "objectPattern":
      return pattern.members.flatMap((member) => [
        ...(typeof member.key === "string" ? [] : [member.key]),
        ...(member.default === undefined ? [] : [member.default]),
        ...expressionsIn(member.pattern),
      ]);
    case "arrayPattern":
      return pattern.elements.flatMap((element) =>
        element === null ? [] : [...(element.default === undefined ? [] : [element.default]), ...expressionsIn(element.pattern)],
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
          ...expressionsIn(parameter.pattern),
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
            return [member.fn];
        }
      });
    case "array":
      return node.elements;
    case "template":
      return node.parts.filter((part) => typeof part !== "string");
    case "tagged":
      return [node.tag, ...node.values];
    case "binary":
      return [node.left, node.right];
    case "assignment":
      return [...(isPattern(node.target) ? expressionsIn(node.target) : [node.target]), node.value];
    case "conditional":
      return [node.test, node.then, node.else];
    case "block":
      return node.statements;
    case "variable":
      return node.declarations.flatMap((declaration) => [
        ...expressionsIn(declaration.pattern),
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

/** The ways in which a statement may leave what is around it; loops and functions in it keep their own. */
export function exitsIn(node: Syntax): ReadonlySet<"return" | "break" | "continue"> {
  const found = new Set<"return" | "break" | "continue">();
  const look = (part: Syntax, own: ReadonlySet<string>): void => {
    if (part.kind === "function") return;
    if (part.kind === "return" || ((part.kind === "break" || part.kind === "continue") && !own.has(part.kind))) found.add(part.kind);
    const isLoop = part.kind === "for" || part.kind === "forOf" || part.kind === "while" || part.kind === "doWhile";
    const inner = isLoop ? new Set(["break", "continue"]) : part.kind === "switch" ? new Set([...own, "break"]) : own;
    for (const child of partsOf(part)) look(child, inner);
  };
  look(node, new Set());
  return found;
}
