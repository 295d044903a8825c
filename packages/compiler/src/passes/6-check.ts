/** Pass 6: laws over the whole graph, then a proof that the compiler kept its own. What `verify` finds is a bug of ours, never the user's. */
import { verify, type Diagnostic, type Document } from "@dagwright/ir";
import { body } from "../diagnostics/body.ts";
import { rules } from "../rules/index.ts";
import type { CheckContext } from "../rules/rule.ts";

export function check(context: CheckContext): readonly Diagnostic[] {
  return rules.flatMap((rule) => [...rule(context)]);
}

export const prove = (document: Document): readonly Diagnostic[] =>
  verify(document).map(({ code, message, span }) => body("DW2900", { span }, { finding: `${message} (${code})` }));
