/** Which nodes of a unit a slice keeps: not a declaring call around the user's function, not the surface's decorators. */
import { ts } from "ts-morph";
import type { Context } from "../context.ts";
import { bare, calledSurface } from "../symbols.ts";
import type { Unit } from "./units.ts";

export interface UnitParts {
  /** Subtrees whose names count. */
  readonly roots: readonly ts.Node[];
  /** Subtrees inside of them that are left out. */
  readonly skip: ReadonlySet<ts.Node>;
  /** The expression that stands in for the initialiser: a component becomes its function. */
  readonly instead?: { readonly whole: ts.Expression; readonly kept: ts.Expression | ts.MethodDeclaration };
}

/** `fake` asks for a container's fake instead of the container. */
export function partsOf(context: Context, unit: Unit, fake: boolean): UnitParts {
  const { node } = unit;
  if (unit.kind === "class") return { roots: [node], skip: surfaceDecorators(context, node) };
  if (unit.kind === "member") return { roots: [node], skip: surfaceDecorators(context, node) };
  const init = ts.isVariableDeclaration(node) ? node.initializer : ts.isExportAssignment(node) ? node.expression : undefined;
  if (init === undefined) return { roots: [node], skip: new Set() };
  const kept = unit.declares === undefined ? undefined : functionIn(init, unit.declares.surface, fake);
  return kept === undefined ? { roots: [node], skip: new Set() } : { roots: [kept], skip: new Set(), instead: { whole: init, kept } };
}

function functionIn(init: ts.Expression, surface: string, fake: boolean): ts.Expression | ts.MethodDeclaration | undefined {
  const call = bare(init);
  if (!ts.isCallExpression(call)) return undefined;
  if (surface === "component") return call.arguments.at(-1);
  if (surface !== "container" || !fake) return undefined;
  const [options] = call.arguments;
  const literal = options === undefined ? undefined : bare(options);
  if (literal === undefined || !ts.isObjectLiteralExpression(literal)) return undefined;
  for (const property of literal.properties) {
    if (property.name === undefined || property.name.getText() !== "fake") continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
    if (ts.isMethodDeclaration(property)) return property;
  }
  return undefined;
}

function surfaceDecorators(context: Context, node: ts.Node): ReadonlySet<ts.Node> {
  const found = new Set<ts.Node>();
  const members = ts.isClassLike(node) ? [node, ...node.members] : [node];
  for (const member of members) {
    for (const decorator of ts.canHaveDecorators(member) ? (ts.getDecorators(member) ?? []) : []) {
      const call = bare(decorator.expression);
      if (ts.isCallExpression(call) && calledSurface(context, call) !== undefined) found.add(decorator);
    }
  }
  return found;
}
