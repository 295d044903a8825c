import type { Span } from "@dagwright/protocol";
import { report } from "../diagnostics.ts";
import type { Node } from "../model.ts";
import type { Rule } from "./rule.ts";

/** Ids of nodes, and the ids by which loops and handlers are read, are unique in a pipeline, and are not `input` or `run`. */
export const uniqueIds: Rule = function* ({ pipelines }) {
  for (const { nodes } of pipelines) {
    const seen = new Map<string, Span>();
    for (const { node } of nodes) {
      for (const id of [node.id, ...bindingsOf(node)]) {
        const first = seen.get(id);
        if (id === "input" || id === "run") yield report("DW4102", { span: node.span }, { id });
        else if (first !== undefined)
          yield report("DW4101", { span: node.span, related: [{ span: first, message: "the other one" }] }, { id });
        else seen.set(id, node.span);
      }
    }
  }
};

function bindingsOf(node: Node): readonly string[] {
  if (node.kind === "forEach") return [node.item, node.index];
  if (node.kind === "loop") return [node.state];
  return node.kind === "try" && node.catch !== undefined ? [node.catch.error] : [];
}
