import { ts } from "ts-morph";
import type { Block, Expression, Pattern, Statement } from "../../syntax.ts";
import { extend, type Convert } from "./convert.ts";
import { wordsOf } from "./words.ts";

export const convertBlock = (convert: Convert, node: ts.Block): Block =>
  extend(convert.base(node), {
    kind: "block" as const,
    statements: [...node.statements.filter(isNestedFunction), ...node.statements.filter((statement) => !isNestedFunction(statement))].map(
      (statement) => convert.statement(statement),
    ),
  });

/** It is there before the statements above it, as in JavaScript. */
const isNestedFunction = (node: ts.Statement): boolean => ts.isFunctionDeclaration(node);

export function convertStatement(convert: Convert, node: ts.Statement): Statement {
  const base = convert.base(node);
  const expression = (part: ts.Expression | undefined): Expression | undefined =>
    part === undefined ? undefined : convert.expression(part);
  if (ts.isBlock(node)) return convert.block(node);
  if (ts.isVariableStatement(node)) return convertVariables(convert, node, node.declarationList);
  if (ts.isExpressionStatement(node)) return extend(base, { kind: "expression" as const, expression: convert.expression(node.expression) });
  if (ts.isIfStatement(node)) {
    const otherwise = node.elseStatement === undefined ? {} : { else: convert.statement(node.elseStatement) };
    return extend(base, {
      kind: "if" as const,
      test: convert.expression(node.expression),
      then: convert.statement(node.thenStatement),
      ...otherwise,
    });
  }
  if (ts.isReturnStatement(node)) return extend(base, { kind: "return" as const, ...given("value", expression(node.expression)) });
  if (ts.isThrowStatement(node)) return extend(base, { kind: "throw" as const, value: convert.expression(node.expression) });
  if (ts.isTryStatement(node)) return convertTry(convert, node);
  if (ts.isForStatement(node)) {
    const { initializer } = node;
    const init =
      initializer === undefined
        ? undefined
        : ts.isVariableDeclarationList(initializer)
          ? convertVariables(convert, initializer, initializer)
          : convert.expression(initializer);
    const parts = {
      ...given("init", init),
      ...given("test", expression(node.condition)),
      ...given("update", expression(node.incrementor)),
    };
    return extend(base, { kind: "for" as const, ...parts, body: convert.statement(node.statement) });
  }
  if (ts.isForOfStatement(node)) return convertForOf(convert, node);
  if (ts.isWhileStatement(node))
    return extend(base, { kind: "while" as const, test: convert.expression(node.expression), body: convert.statement(node.statement) });
  if (ts.isDoStatement(node))
    return extend(base, { kind: "doWhile" as const, test: convert.expression(node.expression), body: convert.statement(node.statement) });
  if (ts.isSwitchStatement(node)) {
    const cases = node.caseBlock.clauses.map((clause) => ({
      span: convert.base(clause).span,
      statements: clause.statements.map((statement) => convert.statement(statement)),
      ...given("test", ts.isCaseClause(clause) ? convert.expression(clause.expression) : undefined),
    }));
    return extend(base, { kind: "switch" as const, subject: convert.expression(node.expression), cases });
  }
  if (ts.isBreakStatement(node)) return extend(base, { kind: "break" as const, ...given("label", node.label?.text) });
  if (ts.isContinueStatement(node)) return extend(base, { kind: "continue" as const, ...given("label", node.label?.text) });
  if (ts.isFunctionDeclaration(node)) return convertNestedFunction(convert, node);
  // Types declare nothing at run time.
  if (ts.isEmptyStatement(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
    return extend(base, { kind: "empty" as const });
  return extend(base, { kind: "otherStatement" as const, words: wordsOf(node) });
}

/** `function helper() {…}` in a block is a constant of it; an overload's signature is only a type. */
function convertNestedFunction(convert: Convert, node: ts.FunctionDeclaration): Statement {
  const base = convert.base(node);
  if (node.body === undefined || node.name === undefined) return extend(base, { kind: "empty" as const });
  const declaration = extend(base, { pattern: convert.pattern(node.name), init: convert.func(node) });
  return extend(convert.base(node), { kind: "variable" as const, declaration: "const" as const, declarations: [declaration] });
}

const given = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : single(key, value);
const single = <K extends string, V>(key: K, value: V): { readonly [P in K]?: V } => {
  const made: { [P in K]?: V } = {};
  made[key] = value;
  return made;
};

function convertVariables(convert: Convert, at: ts.Node, list: ts.VariableDeclarationList): Statement {
  const declarations = list.declarations.map((declaration) =>
    extend(convert.base(declaration), {
      pattern: convert.pattern(declaration.name),
      ...given("init", declaration.initializer === undefined ? undefined : convert.expression(declaration.initializer)),
    }),
  );
  return extend(convert.base(at), { kind: "variable" as const, declaration: keywordOf(list), declarations });
}

function keywordOf(list: ts.VariableDeclarationList): "const" | "let" | "var" | "using" {
  const flags = list.flags & ts.NodeFlags.BlockScoped;
  if (flags === ts.NodeFlags.Using || flags === ts.NodeFlags.AwaitUsing) return "using";
  return flags === ts.NodeFlags.Const ? "const" : flags === ts.NodeFlags.Let ? "let" : "var";
}

function convertTry(convert: Convert, node: ts.TryStatement): Statement {
  const clause = node.catchClause;
  const name = clause?.variableDeclaration?.name;
  return extend(convert.base(node), {
    kind: "try" as const,
    block: convert.block(node.tryBlock),
    ...given(
      "catch",
      clause === undefined
        ? undefined
        : { block: convert.block(clause.block), ...given("binding", name === undefined ? undefined : convert.pattern(name)) },
    ),
    ...given("finally", node.finallyBlock === undefined ? undefined : convert.block(node.finallyBlock)),
  });
}

function convertForOf(convert: Convert, node: ts.ForOfStatement): Statement {
  const { initializer } = node;
  let declaration: "const" | "let" | "var" | "none" = "none";
  let pattern: Pattern;
  const first = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0] : undefined;
  if (first !== undefined && ts.isVariableDeclarationList(initializer)) {
    const keyword = keywordOf(initializer);
    declaration = keyword === "using" ? "const" : keyword;
    pattern = convert.pattern(first.name);
  } else pattern = convert.pattern(initializer);
  return extend(convert.base(node), {
    kind: "forOf" as const,
    await: node.awaitModifier !== undefined,
    declaration,
    pattern,
    items: convert.expression(node.expression),
    body: convert.statement(node.statement),
  });
}
