import type { Json } from "./model.ts";

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for what `JSON.parse` can give. */
export function isJson(value: unknown): value is Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      if (value === null) return true;
      return Array.isArray(value) ? value.every(isJson) : Object.values(value).every(isJson);
    default:
      return false;
  }
}

/**
 * Makes JSON of whatever a caller logs, because logging never throws: non-finite numbers, bigints, functions and symbols
 * become their text, a cycle becomes "[circular]", `undefined` properties are left out, strings become well-formed.
 */
export function toJson(value: unknown, inside: readonly unknown[] = []): Json {
  switch (typeof value) {
    case "string":
      return value.toWellFormed();
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) return String(value);
      return value === 0 ? 0 : value; // -0 has no JSON text
    case "undefined":
      return null;
    case "object":
      break;
    default:
      return String(value);
  }
  if (value === null) return null;
  if (inside.includes(value)) return "[circular]";
  const path = [...inside, value];
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => toJson(item, path));
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([name, item]) => [name.toWellFormed(), toJson(item, path)]));
}
