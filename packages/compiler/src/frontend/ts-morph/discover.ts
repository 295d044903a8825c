/** Every call of the surface's declaring functions: those that stand directly at module level, and the others with why they do not count. */
import { ts } from "ts-morph";
import type { FunctionExpression } from "../syntax.ts";
import type { FieldResult, MisplacedDeclaration, Misplacement, SurfaceDeclaration } from "../frontend.ts";
import type { Context } from "./context.ts";
import { handleOf } from "./handles.ts";
import { isDeclaringName } from "./surface-names.ts";
import { bare, calledSurface, declarationOf, symbolAt } from "./symbols.ts";
import type { Convert, FunctionNode } from "./syntax/convert.ts";

export interface Discovered {
  readonly declarations: readonly SurfaceDeclaration[];
  readonly misplaced: readonly MisplacedDeclaration[];
  /** By the declared variable, method or `export default`. */
  readonly byNode: ReadonlyMap<ts.Node, SurfaceDeclaration>;
}

interface Place {
  readonly name: string;
  readonly form: "call" | "decorator";
  /** The variable, the method, or the `export default`. */
  readonly node: ts.Node;
  readonly exported: boolean;
  readonly isDefault: boolean;
  readonly method?: ts.MethodDeclaration;
}

export function discover(context: Context, convert: Convert, fieldOf: (node: ts.TypeNode) => FieldResult): Discovered {
  const declarations: SurfaceDeclaration[] = [];
  const misplaced: MisplacedDeclaration[] = [];
  const byNode = new Map<ts.Node, SurfaceDeclaration>();

  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const surface = calledSurface(context, node);
      if (surface !== undefined && isDeclaringName(surface)) {
        const place = placeOf(context, node);
        if ("why" in place) misplaced.push({ surface, span: context.spanOf(node), ...place });
        else {
          const made = declare(context, convert, fieldOf, node, surface, place);
          declarations.push(made);
          byNode.set(place.node, made);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const file of context.projectFiles()) visit(file);
  return { declarations, misplaced, byNode };
}

function declare(
  context: Context,
  convert: Convert,
  fieldOf: (node: ts.TypeNode) => FieldResult,
  call: ts.CallExpression,
  surface: SurfaceDeclaration["surface"],
  place: Place,
): SurfaceDeclaration {
  const { name, form, node, exported, isDefault, method } = place;
  const fn = method ?? functionOf(context, call.arguments.at(-1));
  return {
    surface,
    name,
    form,
    exported,
    isDefault,
    file: context.fileName(call.getSourceFile()),
    span: context.spanOf(method?.name ?? call),
    handle: handleOf(node),
    args: call.arguments.map((argument) => convert.expression(argument)),
    typeArguments: call.typeArguments?.map(fieldOf) ?? [],
    ...(fn === undefined ? {} : { fn: convert.func(fn) satisfies FunctionExpression }),
  };
}

/** The function itself, or the module-level one that a name stands for. */
function functionOf(context: Context, argument: ts.Expression | undefined): FunctionNode | undefined {
  if (argument === undefined) return undefined;
  const node = bare(argument);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node;
  if (!ts.isIdentifier(node)) return undefined;
  const symbol = symbolAt(context, node);
  const declared = symbol === undefined ? undefined : declarationOf(symbol);
  if (declared === undefined || !context.isProjectFile(declared.getSourceFile())) return undefined;
  if (ts.isFunctionDeclaration(declared)) return declared;
  const init = ts.isVariableDeclaration(declared) && declared.initializer !== undefined ? bare(declared.initializer) : undefined;
  return init !== undefined && (ts.isArrowFunction(init) || ts.isFunctionExpression(init)) ? init : undefined;
}

function placeOf(context: Context, call: ts.CallExpression): Place | Misplacement {
  let outer: ts.Node = call;
  while (bare(outer.parent) === call) outer = outer.parent;
  const { parent } = outer;
  if (ts.isDecorator(parent)) return methodPlace(call, parent);
  if (ts.isExportAssignment(parent) && parent.isExportEquals !== true) {
    return { name: "default", form: "call", node: parent, exported: true, isDefault: true };
  }
  if (ts.isVariableDeclaration(parent)) return variablePlace(context, parent);
  if (ts.isPropertyDeclaration(parent)) return { why: "classField", name: parent.name.getText() };
  if (ts.isCallExpression(parent)) return { why: "wrapped", name: parent.expression.getText() };
  if (ts.isConditionalExpression(parent) || ts.isBinaryExpression(parent)) return { why: "conditional" };
  return { why: insideFunction(call) ? "inFunction" : "notDeclared" };
}

function variablePlace(context: Context, variable: ts.VariableDeclaration): Place | Misplacement {
  const list = variable.parent;
  const statement = list.parent;
  if (!ts.isVariableDeclarationList(list) || !ts.isVariableStatement(statement)) return { why: "notDeclared" };
  if (!ts.isSourceFile(statement.parent)) return { why: insideFunction(variable) ? "inFunction" : "inBlock" };
  if (!ts.isIdentifier(variable.name)) return { why: "destructured" };
  if ((list.flags & ts.NodeFlags.BlockScoped) !== ts.NodeFlags.Const) return { why: "notConst", name: variable.name.text };
  const { exported, isDefault } = exportOf(context, variable.name);
  return { name: variable.name.text, form: "call", node: variable, exported, isDefault };
}

function methodPlace(call: ts.CallExpression, decorator: ts.Decorator): Place | Misplacement {
  const method = decorator.parent;
  const name = method.name !== undefined && "text" in method.name ? String(method.name.text) : "";
  if (ts.isPropertyDeclaration(method)) return { why: "classField", name };
  if (!ts.isMethodDeclaration(method) || method.body === undefined) return { why: "notDeclared" };
  const has = (kind: ts.SyntaxKind): boolean => method.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
  if (!has(ts.SyntaxKind.StaticKeyword)) return { why: "instanceMethod", name };
  if (ts.isPrivateIdentifier(method.name) || has(ts.SyntaxKind.PrivateKeyword) || has(ts.SyntaxKind.ProtectedKeyword))
    return { why: "privateMethod", name };
  if (!ts.isIdentifier(method.name)) return { why: "computedName", name: method.name.getText() };
  if (!has(ts.SyntaxKind.AsyncKeyword)) return { why: "notAsync", name };
  const owner = method.parent;
  if (!ts.isClassDeclaration(owner) || !ts.isSourceFile(owner.parent)) return { why: insideFunction(call) ? "inFunction" : "inBlock" };
  if (owner.name === undefined) return { why: "namelessClass", name };
  const exported = ts.getModifiers(owner)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
  return { name: `${owner.name.text}.${name}`, form: "decorator", node: method, exported, isDefault: false, method };
}

/** `export const a`, `export { a }`, `export { a as b }`, `export default a`. */
function exportOf(context: Context, name: ts.Identifier): { readonly exported: boolean; readonly isDefault: boolean } {
  const file = name.getSourceFile();
  const moduleSymbol = context.checker.getSymbolAtLocation(file);
  const symbol = context.checker.getSymbolAtLocation(name);
  let exported = false;
  let isDefault = false;
  for (const candidate of moduleSymbol === undefined ? [] : context.checker.getExportsOfModule(moduleSymbol)) {
    const target = (candidate.flags & ts.SymbolFlags.Alias) === 0 ? candidate : context.checker.getAliasedSymbol(candidate);
    if (target !== symbol) continue;
    exported = true;
    isDefault ||= candidate.name === "default";
  }
  return { exported, isDefault };
}

function insideFunction(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) if (ts.isFunctionLike(at)) return true;
  return false;
}
