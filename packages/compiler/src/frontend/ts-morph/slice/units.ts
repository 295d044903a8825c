/** A file cut into the pieces that a slice takes or leaves: module-level declarations one by one, and statements that only have effects. */
import { ts } from "ts-morph";
import type { SurfaceDeclaration } from "../../frontend.ts";
import { nameOf } from "../symbols.ts";

export interface Unit {
  readonly kind: "variable" | "function" | "class" | "member" | "enum" | "namespace" | "default" | "importEquals" | "effect";
  readonly file: ts.SourceFile;
  /** The declarator, function, class, member, … */
  readonly node: ts.Node;
  readonly statement: ts.Statement;
  /** A component, container or pipeline that the unit declares. */
  readonly declares?: SurfaceDeclaration;
  /** Other declarations of the same name, which make one value with this one: overloads, a namespace beside a function or class. */
  readonly merged?: readonly Unit[];
  /** The class of a member. */
  readonly owner?: Unit;
  /** Static members, where a class declares components and so is cut into its members. */
  readonly members?: ReadonlyMap<string, Unit>;
}

export interface FileUnits {
  readonly file: ts.SourceFile;
  readonly units: readonly Unit[];
  readonly byDeclaration: ReadonlyMap<ts.Node, Unit>;
  /** `import "x"`. */
  readonly bareImports: readonly ts.ImportDeclaration[];
}

/** The name under which `export default <expression>` is exported to other modules of a slice. As long as `export default`, so that columns stay. */
export const DEFAULT_NAME = "$default";

export function cutIntoUnits(file: ts.SourceFile, declared: ReadonlyMap<ts.Node, SurfaceDeclaration>): FileUnits {
  const units: Unit[] = [];
  const byDeclaration = new Map<ts.Node, Unit>();
  const bareImports: ts.ImportDeclaration[] = [];
  const add = (unit: Unit, ...names: readonly ts.Node[]): void => {
    units.push(unit);
    for (const name of names) byDeclaration.set(name, unit);
  };

  for (const statement of file.statements) {
    const base = { file, statement, node: statement };
    if (
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword) === true
    )
      continue;
    if (ts.isImportDeclaration(statement)) {
      if (statement.importClause === undefined) bareImports.push(statement);
    } else if (ts.isVariableStatement(statement)) {
      for (const node of statement.declarationList.declarations) {
        const declares = declared.get(node);
        add({ ...base, kind: "variable", node, ...(declares === undefined ? {} : { declares }) }, ...declarationsIn(node));
      }
    } else if (ts.isFunctionDeclaration(statement)) add({ ...base, kind: "function" }, statement);
    else if (ts.isClassDeclaration(statement)) {
      const unit = classUnit(file, statement, declared);
      add(unit, statement);
      for (const member of unit.members?.values() ?? []) byDeclaration.set(member.node, member);
    } else if (ts.isEnumDeclaration(statement)) add({ ...base, kind: "enum" }, statement);
    else if (ts.isModuleDeclaration(statement)) add({ ...base, kind: "namespace" }, statement);
    else if (ts.isImportEqualsDeclaration(statement)) add({ ...base, kind: "importEquals" }, statement);
    else if (ts.isExportAssignment(statement)) {
      const declares = declared.get(statement);
      add({ ...base, kind: "default", ...(declares === undefined ? {} : { declares }) }, statement);
    } else if (!isTypeOrExport(statement)) add({ ...base, kind: "effect" });
  }
  merge(units);
  return { file, units, byDeclaration, bareImports };
}

function merge(units: readonly Unit[]): void {
  const byName = new Map<string, Unit[]>();
  for (const unit of units) {
    const name =
      unit.kind === "function" || unit.kind === "class" || unit.kind === "enum" || unit.kind === "namespace"
        ? nameOf(unit.node)
        : undefined;
    if (name === undefined || !ts.isIdentifier(name)) continue;
    const known = byName.get(name.text);
    if (known === undefined) byName.set(name.text, [unit]);
    else known.push(unit);
  }
  for (const same of byName.values())
    if (same.length > 1) for (const unit of same) Object.assign(unit, { merged: same.filter((other) => other !== unit) });
}

const isTypeOrExport = (statement: ts.Statement): boolean =>
  ts.isInterfaceDeclaration(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  ts.isExportDeclaration(statement) ||
  ts.isEmptyStatement(statement);

/** The nodes by which the checker names the variables of a declarator. */
function declarationsIn(node: ts.VariableDeclaration): readonly ts.Node[] {
  const found: ts.Node[] = [node];
  const visit = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) return;
    for (const element of name.elements) {
      if (!ts.isBindingElement(element)) continue;
      found.push(element);
      visit(element.name);
    }
  };
  visit(node.name);
  return found;
}

function classUnit(file: ts.SourceFile, node: ts.ClassDeclaration, declared: ReadonlyMap<ts.Node, SurfaceDeclaration>): Unit {
  if (!node.members.some((member) => declared.has(member))) return { kind: "class", file, node, statement: node };
  const members = new Map<string, Unit>();
  const unit: Unit = { kind: "class", file, node, statement: node, members };
  for (const member of node.members) {
    const isStatic =
      ts.canHaveModifiers(member) && ts.getModifiers(member)?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) === true;
    if (!isStatic || member.name === undefined || !ts.isIdentifier(member.name)) continue;
    const declares = declared.get(member);
    members.set(member.name.text, {
      kind: "member",
      file,
      node: member,
      statement: node,
      owner: unit,
      ...(declares === undefined ? {} : { declares }),
    });
  }
  return unit;
}
