import type { SqlRow } from "./driver.ts";
import { SqlError } from "./driver.ts";
import { isJson } from "./json.ts";
import type { Json } from "./model.ts";

/** Reads columns with their types checked: a file edited by something else is reported, never trusted. */

function wrong(row: SqlRow, column: string, wanted: string): SqlError {
  return new SqlError("corrupt", `column ${column} holds ${typeof row[column]} where ${wanted} is expected`);
}

export function textOf(row: SqlRow, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw wrong(row, column, "text");
  return value;
}

export function numberOf(row: SqlRow, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw wrong(row, column, "a number");
  return value;
}

/** A metric value: SQLite has no NaN, so what is not finite is stored as text. */
export function metricValueOf(row: SqlRow, column: string): number {
  const value = row[column];
  if (value === "NaN" || value === "Infinity" || value === "-Infinity") return Number(value);
  return numberOf(row, column);
}

export const maybeTextOf = (row: SqlRow, column: string): string | null => (row[column] === null ? null : textOf(row, column));
export const maybeNumberOf = (row: SqlRow, column: string): number | null => (row[column] === null ? null : numberOf(row, column));

export function jsonOf(row: SqlRow, column: string): Json {
  const value: unknown = JSON.parse(textOf(row, column));
  if (!isJson(value)) throw wrong(row, column, "JSON");
  return value;
}

export function oneOf<const T extends string>(row: SqlRow, column: string, values: readonly T[]): T {
  const found = values.find((value) => value === row[column]);
  if (found === undefined) throw wrong(row, column, `one of ${values.join(", ")}`);
  return found;
}
