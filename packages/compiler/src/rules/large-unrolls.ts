import type { Node } from "@dagwright/ir";
import { body } from "../diagnostics/body.ts";
import { nodesIn } from "./calls-in.ts";
import type { Rule } from "./rule.ts";

/** Copies of one step that still make a graph that people can look at. */
const MANY = 200;

/** A step that a loop over constants has put into the graph again and again: the same over an output is one node. */
export const largeUnrolls: Rule = function* ({ graphs }) {
  const reported = new Set<string>();
  for (const { body: region } of graphs.values()) {
    const copies = new Map<string, Node[]>();
    for (const node of nodesIn(region)) {
      if (node.kind !== "task" && node.kind !== "call") continue;
      const place = JSON.stringify(node.span);
      copies.set(place, [...(copies.get(place) ?? []), node]);
    }
    for (const [place, nodes] of copies) {
      const [first] = nodes;
      if (first === undefined || nodes.length < MANY || reported.has(place)) continue;
      reported.add(place);
      yield body("DW3004", { span: first.span }, { count: nodes.length });
    }
  }
};
