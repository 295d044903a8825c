import type { Json } from "./json.ts";
import { isJsonArray } from "./json.ts";

/** Canonical JSON text (RFC 8785): keys sorted by UTF-16 code units, no white space, ECMAScript numbers. Throws a `TypeError` on what I-JSON cannot hold. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`${value} is not a JSON number`);
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError("a lone surrogate is not valid Unicode text");
    return JSON.stringify(value);
  }
  if (isJsonArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const members: string[] = [];
  for (const key of keys) {
    const member = value[key];
    if (member === undefined) throw new TypeError(`the member ${JSON.stringify(key)} is undefined`);
    members.push(`${canonicalJson(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(",")}}`;
}
