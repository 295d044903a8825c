/** What a name in the user's text stands for. */
import { ts } from "ts-morph";
import type { Declaration, SurfaceDeclaration } from "../frontend.ts";
import type { Expression } from "../syntax.ts";
import type { Context } from "./context.ts";
import { handleOf, nodeOf } from "./handles.ts";
import { isLibraryFile } from "./library.ts";
import { bare, declarationOf, surfaceNameOf, symbolAt } from "./symbols.ts";
import type { Convert } from "./syntax/convert.ts";
import { artifactTypeOf } from "./types/artifacts.ts";

export class Resolver {
  readonly #context: Context;
  readonly #convert: Convert;
  readonly #declared: () => ReadonlyMap<ts.Node, SurfaceDeclaration>;

  constructor(context: Context, convert: Convert, declared: () => ReadonlyMap<ts.Node, SurfaceDeclaration>) {
    this.#context = context;
    this.#convert = convert;
    this.#declared = declared;
  }

  resolve(expression: Expression): Declaration | undefined {
    const node = bare(nodeOf(expression.handle));
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return undefined;
    const symbol = symbolAt(this.#context, node);
    if (symbol === undefined) return ts.isIdentifier(node) ? { kind: "other", words: "an unknown name" } : undefined;
    return this.ofSymbol(symbol, node);
  }

  ofSymbol(symbol: ts.Symbol, at: ts.Identifier | ts.PropertyAccessExpression): Declaration | undefined {
    const context = this.#context;
    const declaration = declarationOf(symbol);
    if (declaration === undefined) {
      if (symbol.name === "undefined" || symbol.name === "globalThis") return { kind: "global", name: symbol.name };
      return ts.isIdentifier(at)
        ? { kind: "other", words: symbol.name === "unknown" ? "an import that cannot be resolved" : `\`${symbol.name}\`` }
        : undefined;
    }
    const declared = this.#declared().get(declaration);
    if (declared !== undefined) return { kind: "declared", declaration: declared };
    const surface = surfaceNameOf(context, symbol);
    if (surface !== undefined) return { kind: "surface", name: surface };
    if (ts.isEnumMember(declaration))
      return {
        kind: "enumMember",
        name: `${declaration.parent.name.text}.${symbol.name}`,
        value: context.checker.getConstantValue(declaration),
      };
    if (ts.isEnumDeclaration(declaration)) return this.#enumOf(symbol);
    if (ts.isSourceFile(declaration)) return this.#moduleOf(declaration, at);
    if (ts.isModuleDeclaration(declaration)) {
      // `Intl` is a namespace that the library declares.
      if (isLibraryFile(declaration.getSourceFile().fileName)) return { kind: "global", name: symbol.name };
      return { kind: "namespace", module: declaration.name.text };
    }
    return this.#valueOf(symbol, declaration, at);
  }

  #valueOf(symbol: ts.Symbol, declaration: ts.Declaration, at: ts.Identifier | ts.PropertyAccessExpression): Declaration | undefined {
    const context = this.#context;
    const file = declaration.getSourceFile();
    const place = { file: context.fileName(file), name: symbol.name, ...packageOf(context, file) };
    // `import { seeds } from "./config.json"`.
    if (ts.isPropertyAssignment(declaration) && file.fileName.endsWith(".json") && ts.isIdentifier(at))
      return {
        kind: "moduleVariable",
        ...place,
        constant: true,
        init: this.#convert.expression(declaration.initializer),
        handle: handleOf(declaration),
      };
    if (isClassMember(declaration)) {
      if (!isStatic(declaration)) return undefined;
      const name = `${declaration.parent.name?.text ?? "class"}.${symbol.name}`;
      if (ts.isMethodDeclaration(declaration))
        return { kind: "moduleFunction", ...place, name, fn: this.#convert.func(declaration), handle: handleOf(declaration) };
      const constant = declaration.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ReadonlyKeyword) ?? false;
      return { kind: "moduleVariable", ...place, name, constant, ...this.#initOf(declaration), handle: handleOf(declaration) };
    }
    if (isGlobal(file, declaration)) return ts.isIdentifier(at) ? { kind: "global", name: symbol.name } : undefined;
    if (ts.isFunctionDeclaration(declaration)) {
      if (!ts.isSourceFile(declaration.parent) && !ts.isModuleBlock(declaration.parent))
        return { kind: "other", words: "a nested function" };
      const withBody = symbol.declarations?.find((each) => ts.isFunctionDeclaration(each) && each.body !== undefined) ?? declaration;
      const fn = this.#convert.func(ts.isFunctionDeclaration(withBody) ? withBody : declaration);
      return { kind: "moduleFunction", ...place, fn, handle: handleOf(withBody) };
    }
    if (ts.isClassDeclaration(declaration)) return { kind: "class", ...place };
    if (ts.isVariableDeclaration(declaration) && isAtModuleLevel(declaration)) {
      const artifact = artifactTypeOf(context, context.checker.getTypeOfSymbolAtLocation(symbol, at));
      if (artifact !== undefined) return { kind: "artifactType", artifact };
      return {
        kind: "moduleVariable",
        ...place,
        constant: isConst(declaration),
        ...this.#initOf(declaration),
        handle: handleOf(declaration),
      };
    }
    if (ts.isExportAssignment(declaration)) {
      return {
        kind: "moduleVariable",
        ...place,
        constant: true,
        init: this.#convert.expression(declaration.expression),
        handle: handleOf(declaration),
      };
    }
    if (isLocal(declaration)) {
      const isParameter = rootOf(declaration).kind === ts.SyntaxKind.Parameter;
      const constant = !isParameter && isConst(declaration);
      if (!isParameter && isAtModuleLevel(declaration))
        return { kind: "moduleVariable", ...place, constant, handle: handleOf(declaration.name) };
      return { kind: "local", name: symbol.name, declaredAt: handleOf(declaration.name), constant, parameter: isParameter };
    }
    if (!ts.isIdentifier(at)) return undefined;
    return { kind: "other", words: ts.isTypeElement(declaration) ? "a type" : `\`${symbol.name}\`` };
  }

  #enumOf(symbol: ts.Symbol): Declaration {
    const members: Record<string, string | number | undefined> = {};
    for (const declaration of symbol.declarations ?? []) {
      if (!ts.isEnumDeclaration(declaration)) continue;
      for (const member of declaration.members)
        members[member.name.getText().replace(/^["']|["']$/gu, "")] = this.#context.checker.getConstantValue(member);
    }
    return { kind: "enum", name: symbol.name, members };
  }

  // `import data from "./data.json"` stands for the object in the file.
  #moduleOf(file: ts.SourceFile, at: ts.Node): Declaration {
    const [statement] = file.statements;
    if (file.fileName.endsWith(".json") && statement !== undefined && ts.isExpressionStatement(statement)) {
      const value = statement.expression;
      return {
        kind: "moduleVariable",
        file: this.#context.fileName(file),
        name: at.getText(),
        constant: true,
        init: this.#convert.expression(value),
        handle: handleOf(file),
      };
    }
    const folder = packageOf(this.#context, file).package;
    return { kind: "namespace", module: folder ?? this.#context.fileName(file) };
  }

  #initOf(declaration: ts.VariableDeclaration | ts.PropertyDeclaration): { readonly init?: Expression } {
    return declaration.initializer === undefined ? {} : { init: this.#convert.expression(declaration.initializer) };
  }
}

function packageOf(context: Context, file: ts.SourceFile): { readonly package?: string } {
  if (context.isProjectFile(file)) return {};
  const found = context.packageOf(file);
  return found === undefined ? {} : { package: found.name };
}

function isClassMember(node: ts.Declaration): node is ts.MethodDeclaration | ts.PropertyDeclaration {
  return ts.isMethodDeclaration(node) ? ts.isClassLike(node.parent) : ts.isPropertyDeclaration(node);
}
const isStatic = (
  node: ts.MethodDeclaration | ts.PropertyDeclaration,
): node is (ts.MethodDeclaration | ts.PropertyDeclaration) & { parent: ts.ClassLikeDeclaration } =>
  ts.isClassLike(node.parent) && (node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) ?? false);

type LocalDeclaration = (ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement) & { readonly name: ts.Identifier };
function isLocal(node: ts.Declaration): node is LocalDeclaration {
  return (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) && ts.isIdentifier(node.name);
}

/** The variable or parameter that a name of a pattern belongs to. */
function rootOf(node: ts.Declaration): ts.Declaration {
  let at: ts.Node = node;
  while (ts.isBindingElement(at)) at = at.parent.parent;
  return ts.isVariableDeclaration(at) || ts.isParameter(at) ? at : node;
}

function isAtModuleLevel(node: ts.Declaration): boolean {
  const root = rootOf(node);
  return ts.isVariableDeclaration(root) && ts.isVariableStatement(root.parent.parent) && ts.isSourceFile(root.parent.parent.parent);
}

function isConst(node: ts.Declaration): boolean {
  const list = rootOf(node).parent;
  return ts.isVariableDeclarationList(list) && (list.flags & ts.NodeFlags.Const) !== 0;
}

/** `Math`, `process`, …: declared by the library, by a script, or inside `declare global`. */
function isGlobal(file: ts.SourceFile, declaration: ts.Declaration): boolean {
  if (isLibraryFile(file.fileName) || !ts.isExternalModule(file)) return true;
  for (let at: ts.Node | undefined = declaration; at !== undefined; at = at.parent) {
    if (ts.isModuleDeclaration(at) && (at.flags & ts.NodeFlags.GlobalAugmentation) !== 0) return true;
  }
  return false;
}
