import { idsIn } from "../dependencies.ts";
import { report } from "../diagnostics.ts";
import type { Rule } from "./rule.ts";

/** Every target can unfold this many turns. */
export const MOST_TURNS = 10_000;

/** A loop ends: it has a limit that targets can reach, and its condition reads what changes. */
export const loopBounds: Rule = function* ({ pipelines }) {
  for (const { nodes } of pipelines) {
    for (const { node } of nodes) {
      if (node.kind !== "loop") continue;
      if (node.max > MOST_TURNS) yield report("DW4171", { span: node.span }, { id: node.id, max: node.max, limit: MOST_TURNS });
      const reads = [...idsIn(node.while)];
      const isFalse = node.while.kind === "literal" && node.while.value === false;
      if (!reads.includes(node.state) && !isFalse) yield report("DW4172", { span: node.span }, { id: node.id });
    }
  }
};
