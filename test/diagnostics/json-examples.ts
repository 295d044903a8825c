/** Examples of documents: a part of a failing case's document, and what to write in its place. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parseDocument, verify, type Diagnostic } from "@dagwright/ir";
import type { FailingCase } from "./case-folders.ts";

/** What is said no more of the case that holds the wrong part once the right one stands there; nothing where no case holds it. */
export function mended(cases: readonly FailingCase[], wrong: unknown, right: unknown): readonly Diagnostic[] | undefined {
  for (const { folder } of cases) {
    const document: unknown = JSON.parse(readFileSync(join(folder, "document.json"), "utf8"));
    const better = replace(document, wrong, right);
    if (better === undefined) continue;
    const [before, after] = [saidOf(document), saidOf(better)];
    const isIn = (said: readonly Diagnostic[], one: Diagnostic): boolean => said.some((other) => isDeepStrictEqual(one, other));
    const worse = after.filter((one) => !isIn(before, one));
    if (worse.length > 0) throw new Error(`the right part is wrong, too: ${worse.map(({ message }) => message).join("; ")}`);
    return before.filter((one) => !isIn(after, one));
  }
  return undefined;
}

function saidOf(document: unknown): readonly Diagnostic[] {
  const parsed = parseDocument(JSON.stringify(document));
  return "diagnostics" in parsed ? parsed.diagnostics : verify(parsed.document);
}

/** The value with its first part that has all the fields of `wrong`, spans aside, given those of `right` instead; nothing if it has no such part. */
function replace(value: unknown, wrong: unknown, right: unknown): unknown {
  if (isRecord(value) && isRecord(wrong) && isRecord(right)) {
    const has = Object.entries(wrong).every(([key, part]) => isDeepStrictEqual(withoutSpans(value[key]), part));
    if (has) return { ...Object.fromEntries(Object.entries(value).filter(([key]) => !Object.hasOwn(wrong, key))), ...right };
  }
  if (Array.isArray(value)) {
    const parts: readonly unknown[] = value;
    for (const [index, part] of parts.entries()) {
      const inside = replace(part, wrong, right);
      if (inside !== undefined) return parts.with(index, inside);
    }
  } else if (isRecord(value)) {
    for (const [key, part] of Object.entries(value)) {
      const inside = replace(part, wrong, right);
      if (inside !== undefined) return { ...value, [key]: inside };
    }
  }
  return undefined;
}

/** A type guard, not a cast: what JSON gives for an object. */
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "span")
      .map(([key, part]) => [key, withoutSpans(part)]),
  );
}
