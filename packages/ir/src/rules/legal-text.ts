import { report } from "../diagnostics.ts";
import type { Rule } from "./rule.ts";

/** Every text is valid Unicode: else it has no canonical form, and no digest. */
export const legalText: Rule = function* ({ document }) {
  for (const path of illFormed(document, "document")) yield report("DW4006", {}, { path });
};

export function* illFormed(value: unknown, path: string): Generator<string> {
  if (typeof value === "string") {
    if (!value.isWellFormed()) yield path;
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* illFormed(item, `${path}[${index}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (!key.isWellFormed()) yield `${path}, in the name of a member,`;
      yield* illFormed(member, `${path}.${key}`);
    }
  }
}
