/** Whether a module of the project declares a variable that could hold something else later: with `let`, or an object that can be filled. */
import { ts } from "ts-morph";
import type { Context } from "./context.ts";
import { bare } from "./symbols.ts";

export function hasModuleState(context: Context): boolean {
  return context.program
    .getSourceFiles()
    .some((file) => !file.isDeclarationFile && context.isProjectFile(file) && file.statements.some(declaresState));
}

function declaresState(statement: ts.Statement): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  const { declarationList } = statement;
  if ((declarationList.flags & ts.NodeFlags.Const) === 0) return true;
  return declarationList.declarations.some(({ initializer }) => initializer !== undefined && canBeFilled(initializer));
}

function canBeFilled(initializer: ts.Expression): boolean {
  if (ts.isAsExpression(initializer) && ts.isConstTypeReference(initializer.type)) return false;
  const value = bare(initializer);
  return ts.isArrayLiteralExpression(value) || ts.isObjectLiteralExpression(value) || ts.isNewExpression(value);
}
