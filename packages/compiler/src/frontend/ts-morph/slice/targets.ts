/** Where an imported name comes from, through re-exports: a declaration of a project file, a whole module, or something outside. */
import { ts } from "ts-morph";
import type { Context } from "../context.ts";
import { nameOf } from "../symbols.ts";
import { SURFACE_PACKAGE } from "../surface-names.ts";
import { DEFAULT_NAME, type FileUnits, type Unit } from "./units.ts";

export type Target =
  /** `name` is the local name in the unit's file. */
  | { readonly kind: "unit"; readonly unit: Unit; readonly name: string }
  /** The namespace object of a project file. */
  | { readonly kind: "namespace"; readonly file: ts.SourceFile }
  /** Of a package, a built-in module, JSON or plain JavaScript; `imported` is "*" for the whole module. */
  | { readonly kind: "external"; readonly from: ts.SourceFile; readonly specifier: string; readonly imported: string }
  | { readonly kind: "surface"; readonly imported: string }
  /** Of a project file that says `export = …`; `imported` is "default" or "*" for what it exports, else one of its properties. */
  | { readonly kind: "exportEquals"; readonly unit: Unit; readonly imported: string };

export class Targets {
  readonly #context: Context;
  readonly #unitsOf: (file: ts.SourceFile) => FileUnits;

  constructor(context: Context, unitsOf: (file: ts.SourceFile) => FileUnits) {
    this.#context = context;
    this.#unitsOf = unitsOf;
  }

  /** Of an imported or re-exported name; none if it is only a type. */
  ofAlias(symbol: ts.Symbol): Target | undefined {
    const declaration = symbol.declarations?.[0];
    if (declaration === undefined) return undefined;
    if (ts.isImportSpecifier(declaration)) {
      return this.ofModule(declaration.parent.parent.parent.moduleSpecifier, (declaration.propertyName ?? declaration.name).text);
    }
    if (ts.isImportClause(declaration)) return this.ofModule(declaration.parent.moduleSpecifier, "default");
    if (ts.isNamespaceImport(declaration)) return this.ofModule(declaration.parent.parent.moduleSpecifier, "*");
    if (ts.isNamespaceExport(declaration))
      return declaration.parent.moduleSpecifier === undefined ? undefined : this.ofModule(declaration.parent.moduleSpecifier, "*");
    if (ts.isExportSpecifier(declaration)) {
      const specifier = declaration.parent.parent.moduleSpecifier;
      if (specifier !== undefined) return this.ofModule(specifier, (declaration.propertyName ?? declaration.name).text);
      const local = this.#context.checker.getExportSpecifierLocalTargetSymbol(declaration);
      return local === undefined ? undefined : this.ofSymbol(local);
    }
    if (ts.isExportAssignment(declaration) && ts.isIdentifier(declaration.expression)) {
      const local = this.#context.checker.getSymbolAtLocation(declaration.expression);
      return local === undefined ? undefined : this.ofSymbol(local);
    }
    return this.ofDeclared(symbol);
  }

  ofSymbol(symbol: ts.Symbol): Target | undefined {
    return (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? this.ofAlias(symbol) : this.ofDeclared(symbol);
  }

  /** The member `name` of the module that a specifier names, "*" for the module itself. */
  ofModule(specifier: ts.Expression, name: string): Target | undefined {
    const from = specifier.getSourceFile();
    const text = ts.isStringLiteralLike(specifier) ? specifier.text : specifier.getText();
    const file = this.moduleFile(specifier);
    if (file === undefined || !this.isSliced(file)) {
      const isSurface = text === SURFACE_PACKAGE && (file === undefined || this.#context.packageOf(file)?.name === SURFACE_PACKAGE);
      return isSurface ? { kind: "surface", imported: name } : { kind: "external", from, specifier: text, imported: name };
    }
    const whole = this.#exportEquals(file);
    if (whole !== undefined) return { kind: "exportEquals", unit: whole, imported: name };
    return name === "*" ? { kind: "namespace", file } : this.ofMember(file, name);
  }

  #exportEquals(file: ts.SourceFile): Unit | undefined {
    const statement = file.statements.find((each) => ts.isExportAssignment(each) && each.isExportEquals === true);
    return statement === undefined ? undefined : this.#unitsOf(file).byDeclaration.get(statement);
  }

  /** An export of a project file. */
  ofMember(file: ts.SourceFile, name: string): Target | undefined {
    const { checker } = this.#context;
    const moduleSymbol = checker.getSymbolAtLocation(file);
    if (moduleSymbol === undefined) return undefined;
    const symbol = checker.tryGetMemberInModuleExports(name, moduleSymbol);
    if (symbol === undefined) return this.#throughStar(file, name, new Set());
    return this.ofSymbol(symbol) ?? this.#throughStar(file, name, new Set());
  }

  /** The project file that a specifier resolves to, if it is one. */
  moduleFile(specifier: ts.Expression): ts.SourceFile | undefined {
    const declaration = this.#context.checker.getSymbolAtLocation(specifier)?.valueDeclaration;
    return declaration !== undefined && ts.isSourceFile(declaration) ? declaration : undefined;
  }

  isSliced(file: ts.SourceFile): boolean {
    return this.#context.isProjectFile(file) && !file.fileName.endsWith(".json");
  }

  ofDeclared(symbol: ts.Symbol): Target | undefined {
    for (const declaration of symbol.declarations ?? []) {
      const file = declaration.getSourceFile();
      if (!this.isSliced(file)) continue;
      const unit = this.#unitsOf(file).byDeclaration.get(declaration);
      if (unit !== undefined) return { kind: "unit", unit, name: localNameOf(declaration) };
    }
    return undefined;
  }

  // `export * from "package"` in a project file: the name is declared outside, and only the package's specifier leads there.
  #throughStar(file: ts.SourceFile, name: string, seen: Set<ts.SourceFile>): Target | undefined {
    if (seen.has(file)) return undefined;
    seen.add(file);
    const { checker } = this.#context;
    for (const statement of file.statements) {
      if (!ts.isExportDeclaration(statement) || statement.exportClause !== undefined || statement.moduleSpecifier === undefined) continue;
      const target = this.moduleFile(statement.moduleSpecifier);
      if (target !== undefined && this.isSliced(target)) {
        const found = this.#throughStar(target, name, seen);
        if (found !== undefined) return found;
        continue;
      }
      const symbol = checker.getSymbolAtLocation(statement.moduleSpecifier);
      if (symbol === undefined || checker.tryGetMemberInModuleExports(name, symbol) !== undefined)
        return this.ofModule(statement.moduleSpecifier, name);
    }
    return undefined;
  }
}

/** What the declaring file itself calls a declaration. */
export function localNameOf(declaration: ts.Node): string {
  if (ts.isExportAssignment(declaration)) return DEFAULT_NAME;
  const name = nameOf(declaration);
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? name.text : DEFAULT_NAME;
}
