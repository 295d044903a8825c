import { report } from "../diagnostics.ts";
import type { Rule } from "./rule.ts";

/** What gives its failures as values cannot stop at one. */
export const settledShape: Rule = function* ({ pipelines }) {
  for (const { nodes } of pipelines) {
    for (const { node } of nodes) {
      if (node.kind === "forEach" && node.as === "settled" && node.onFailure !== "settle")
        yield report("DW4191", { span: node.span }, { id: node.id });
    }
  }
};
