/** What the text of a unit uses: other units of its file, imports, members of namespaces and of classes, modules loaded on demand. */
import { ts } from "ts-morph";
import type { Context } from "../context.ts";
import { forEachValueName } from "../names.ts";
import { bare } from "../symbols.ts";
import type { Target, Targets } from "./targets.ts";
import type { FileUnits, Unit } from "./units.ts";

export type Use =
  | { readonly kind: "unit"; readonly unit: Unit; readonly at: ts.Node }
  | { readonly kind: "import"; readonly local: string; readonly target: Target; readonly at: ts.Node; readonly order: number }
  /** `helpers.clean(…)` of `import * as helpers`. */
  | {
      readonly kind: "namespaceMember";
      readonly local: string;
      readonly file: ts.SourceFile;
      readonly member: string;
      readonly order: number;
    }
  /** `import("./x.ts")`, or `require("x")`. */
  | { readonly kind: "dynamic"; readonly specifier: string; readonly target: Target }
  | { readonly kind: "computedImport"; readonly at: ts.Node };

export class Uses {
  readonly #context: Context;
  readonly #targets: Targets;
  readonly #unitsOf: (file: ts.SourceFile) => FileUnits;

  constructor(context: Context, targets: Targets, unitsOf: (file: ts.SourceFile) => FileUnits) {
    this.#context = context;
    this.#targets = targets;
    this.#unitsOf = unitsOf;
  }

  /** Of the text between nodes `roots`; `skip` are subtrees that a slice leaves out. */
  in(roots: readonly ts.Node[], skip: ReadonlySet<ts.Node> = new Set()): readonly Use[] {
    const uses: Use[] = [];
    const visit = (node: ts.Node): void => {
      if (skip.has(node)) return;
      if (ts.isCallExpression(node)) this.#addModuleCall(node, uses);
      ts.forEachChild(node, visit);
    };
    for (const root of roots) {
      visit(root);
      forEachValueName(
        root,
        (identifier) => {
          const use = this.ofName(identifier);
          if (use !== undefined) uses.push(use);
        },
        skip,
      );
    }
    return uses;
  }

  ofName(node: ts.Identifier): Use | undefined {
    const { checker } = this.#context;
    const symbol =
      ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : ts.isExportSpecifier(node.parent)
          ? checker.getExportSpecifierLocalTargetSymbol(node.parent)
          : checker.getSymbolAtLocation(node);
    if (symbol === undefined) return undefined;
    const units = this.#unitsOf(node.getSourceFile());
    const isImportEquals = symbol.declarations?.some(ts.isImportEqualsDeclaration) === true;
    if ((symbol.flags & ts.SymbolFlags.Alias) !== 0 && !isImportEquals) return this.#ofImport(node, symbol);
    for (const declaration of symbol.declarations ?? []) {
      const unit = units.byDeclaration.get(declaration);
      if (unit !== undefined) return { kind: "unit", unit: memberUsed(unit, node) ?? unit, at: node };
    }
    return undefined;
  }

  #ofImport(node: ts.Identifier, symbol: ts.Symbol): Use | undefined {
    const declaration = symbol.declarations?.[0];
    const target = this.#targets.ofAlias(symbol);
    if (declaration === undefined || target === undefined) return undefined;
    const local = node.text;
    const order = declaration.pos;
    if (target.kind === "namespace") {
      const member = accessed(node);
      return member === undefined
        ? { kind: "import", local, target, at: node, order }
        : { kind: "namespaceMember", local, file: target.file, member, order };
    }
    const member = target.kind === "unit" ? memberUsed(target.unit, node) : undefined;
    return {
      kind: "import",
      local,
      target: member === undefined || target.kind !== "unit" ? target : { ...target, unit: member },
      at: node,
      order,
    };
  }

  #addModuleCall(call: ts.CallExpression, uses: Use[]): void {
    const isImport = call.expression.kind === ts.SyntaxKind.ImportKeyword;
    const isRequire = ts.isIdentifier(call.expression) && call.expression.text === "require" && call.arguments.length === 1;
    const [argument] = call.arguments;
    if (argument === undefined || !(isImport || isRequire)) return;
    const specifier = bare(argument);
    if (!ts.isStringLiteralLike(specifier)) {
      if (isImport) uses.push({ kind: "computedImport", at: call });
      return;
    }
    const target = this.#targets.ofModule(specifier, "*");
    if (target !== undefined) uses.push({ kind: "dynamic", specifier: specifier.text, target });
  }
}

/** `x` of `name.x`. */
function accessed(node: ts.Identifier): string | undefined {
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : undefined;
}

/** The static member that `Data.prepare` reads, where the class is cut into its members. */
function memberUsed(unit: Unit, node: ts.Identifier): Unit | undefined {
  const name = accessed(node);
  return name === undefined ? undefined : unit.members?.get(name);
}
