/** For the tests of the rules. */
import type { Document } from "../model.ts";
import { contextOf, type VerifyOptions } from "../verify.ts";
import { rules } from "../rules/index.ts";

/** Which rules refuse a document, each with its messages: `{ uniqueIds: ["two things of one pipeline are called a"] }`. */
export function killers(document: Document, options: VerifyOptions = {}): Readonly<Record<string, readonly string[]>> {
  const context = contextOf(document, options);
  const found: Record<string, readonly string[]> = {};
  for (const rule of rules) {
    const messages = [...rule(context)].map((diagnostic) => diagnostic.message);
    if (messages.length > 0) found[rule.name] = messages;
  }
  return found;
}
