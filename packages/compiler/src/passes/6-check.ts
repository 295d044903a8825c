/**
 * Pass 6: laws over the whole graph, then a proof that the compiler kept its own. What `verify` finds is a bug of ours, but for two
 * things: a program may assert a type (`value!`, `value as T`) that nothing in the graph proves, and write constants that break the limits of
 * a doc comment, of which TypeScript knows nothing.
 */
import { verify, type Diagnostic, type Document } from "@dagwright/ir";
import { body } from "../diagnostics/body.ts";
import { rules } from "../rules/index.ts";
import type { CheckContext } from "../rules/rule.ts";

export function check(context: CheckContext): readonly Diagnostic[] {
  return rules.flatMap((rule) => [...rule(context)]);
}

export const prove = (document: Document): readonly Diagnostic[] =>
  verify(document).map(({ code, message, span }) => {
    if (code === "DW4134") return body("DW2121", { span }, { finding: message });
    return UNPROVEN.has(code)
      ? body("DW2120", { span }, { finding: message })
      : body("DW2900", { span }, { finding: `${message} (${code})` });
  });

// A type that does not fit, or a value that may be absent.
const UNPROVEN = new Set(["DW4131", "DW4132", "DW4133", "DW4141", "DW4142", "DW4143"]);
