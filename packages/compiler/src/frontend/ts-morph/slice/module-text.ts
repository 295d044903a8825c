/** The text of one file of a slice: reached declarations where they were, imports and exports made anew behind them. */
import { ts } from "ts-morph";
import type { Context } from "../context.ts";
import type { ModulePlan, Reach } from "./reach.ts";
import { TextMask } from "./text-mask.ts";
import { DEFAULT_NAME, type FileUnits, type Unit } from "./units.ts";
import { partsOf, type UnitParts } from "./unit-parts.ts";
import type { Specifiers } from "./specifiers.ts";

export function moduleText(context: Context, reach: Reach, units: FileUnits, plan: ModulePlan, specifiers: Specifiers): string {
  const mask = new TextMask(plan.file);
  for (const [statement, kept] of byStatement(plan)) keepStatement(context, reach, mask, statement, kept);
  const bare = units.bareImports.map((declaration) => ({ order: declaration.pos, text: specifiers.bareImport(declaration) }));
  const named = [...plan.imports].map(([local, { target, order }]) => ({ order, text: specifiers.importOf(local, target) }));
  const imports = [...bare, ...named].toSorted((a, b) => a.order - b.order).map(({ text }) => text);
  const exported = plan.exports.size === 0 ? [] : [`export { ${[...plan.exports].toSorted().join(", ")} };`];
  return [mask.toString(), ...imports, ...exported, ""].filter((part, index) => index === 0 || part !== "").join("\n");
}

function byStatement(plan: ModulePlan): ReadonlyMap<ts.Statement, readonly Unit[]> {
  const statements = new Map<ts.Statement, Unit[]>();
  for (const unit of plan.units) {
    const known = statements.get(unit.statement);
    if (known === undefined) statements.set(unit.statement, [unit]);
    else known.push(unit);
  }
  return statements;
}

function keepStatement(context: Context, reach: Reach, mask: TextMask, statement: ts.Statement, kept: readonly Unit[]): void {
  const [first] = kept;
  if (first === undefined) return;
  const start = statement.getStart();
  if (first.kind === "importEquals") {
    mask.keep(start, statement.end);
    return;
  }
  mask.keep(start, statement.end);
  blankComments(mask, statement);
  // Without it, a statement that ends without a semicolon could go on in the next one that is kept.
  mask.insert(statement.end, ";");
  if (first.kind === "default") keepDefault(context, reach, mask, statement, first);
  else {
    blankExport(mask, statement);
    if (ts.isVariableStatement(statement)) keepDeclarators(context, reach, mask, statement, kept);
    else if (ts.isClassDeclaration(statement)) keepClass(context, mask, statement, kept);
    else if (ts.isFunctionDeclaration(statement) && statement.name === undefined) nameDefault(mask, statement);
  }
}

/** The bundler prints some comments; an edit of one is no change of the step. Hints to the bundler stay. */
function blankComments(mask: TextMask, statement: ts.Statement): void {
  const { text } = statement.getSourceFile();
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) return;
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? []) {
      if (pos >= statement.getStart() && !/[#@]__(?:PURE|NO_SIDE_EFFECTS)__/u.test(text.slice(pos, end))) mask.blank(pos, end);
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
}

/** `export`, `export default` and `declare` go: what is exported is said at the end. */
function blankExport(mask: TextMask, statement: ts.Statement): void {
  for (const modifier of ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []) {
    if (modifier.kind === ts.SyntaxKind.ExportKeyword || modifier.kind === ts.SyntaxKind.DefaultKeyword)
      mask.blank(modifier.getStart(), modifier.end);
  }
}

function nameDefault(mask: TextMask, statement: ts.Statement): void {
  const modifiers = (ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined) ?? [];
  const last = modifiers.find((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
  if (last !== undefined) mask.replace(statement.getStart(), last.end, `var ${DEFAULT_NAME} =`);
}

function keepDefault(context: Context, reach: Reach, mask: TextMask, statement: ts.Statement, unit: Unit): void {
  if (!ts.isExportAssignment(statement)) return;
  mask.replace(statement.getStart(), statement.expression.getFullStart(), `var ${DEFAULT_NAME} =`);
  keepInstead(mask, partsOf(context, unit, reach.isFake(unit)));
}

function keepDeclarators(context: Context, reach: Reach, mask: TextMask, statement: ts.VariableStatement, kept: readonly Unit[]): void {
  const nodes = new Set(kept.map((unit) => unit.node));
  const { declarations } = statement.declarationList;
  let isFirst = true;
  for (const [index, declaration] of declarations.entries()) {
    // A comma stands before every kept declarator but the first.
    const previous = declarations[index - 1];
    if (previous !== undefined && (isFirst || !nodes.has(declaration))) mask.blank(previous.end, declaration.getStart());
    if (nodes.has(declaration)) isFirst = false;
    else mask.blank(declaration.getStart(), declaration.end);
  }
  for (const unit of kept) keepInstead(mask, partsOf(context, unit, reach.isFake(unit)));
}

/** The user's function in place of `component(…, function)`. */
function keepInstead(mask: TextMask, { instead }: UnitParts): void {
  if (instead === undefined) return;
  const { whole, kept } = instead;
  mask.blank(whole.getStart(), whole.end);
  mask.keep(kept.getStart(), kept.end);
  if (ts.isMethodDeclaration(kept)) {
    mask.insert(kept.getStart(), "({ ");
    mask.insert(kept.end, " }).fake");
  }
}

function keepClass(context: Context, mask: TextMask, statement: ts.ClassDeclaration, kept: readonly Unit[]): void {
  const whole = kept.find((unit) => unit.kind === "class");
  if (whole === undefined) {
    const members = new Set(kept.map((unit) => unit.node));
    for (const member of statement.members) if (!members.has(member)) mask.blank(member.getStart(), member.end);
    for (const decorator of ts.getDecorators(statement) ?? []) mask.blank(decorator.getStart(), decorator.end);
    for (const clause of statement.heritageClauses ?? []) mask.blank(clause.getStart(), clause.end);
  }
  for (const unit of kept) for (const decorator of partsOf(context, unit, false).skip) mask.blank(decorator.getStart(), decorator.end);
  if (statement.name === undefined) nameDefault(mask, statement);
}
