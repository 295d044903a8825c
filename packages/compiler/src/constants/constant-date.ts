/** `new Date("2024-05-01")` as a constant: the text that crosses a step boundary. */
import type { Frontend } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import { foldConstant } from "./fold.ts";

/** None for what is no such date, or would be another instant in another time zone. */
export function constantDate(frontend: Frontend, expression: Expression): string | undefined {
  if (expression.kind !== "new") return undefined;
  const callee = frontend.resolve(expression.callee);
  const [argument, ...others] = expression.args;
  if (callee?.kind !== "global" || callee.name !== "Date" || argument === undefined || others.length > 0) return undefined;
  const folded = foldConstant(frontend, argument);
  const value = folded.constant ? folded.value : undefined;
  if (typeof value !== "number" && !(typeof value === "string" && isInstant(value))) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

// A day alone is midnight in UTC; with a time of day, only an offset makes it one instant.
const isInstant = (text: string): boolean => /^\d{4}(?:-\d\d){0,2}$|^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/u.test(text);
