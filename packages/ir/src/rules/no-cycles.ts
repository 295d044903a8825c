import { cycleIn, dependenciesOf, readsOf } from "../dependencies.ts";
import { report } from "../diagnostics.ts";
import { nodeIn } from "../scope.ts";
import type { Rule } from "./rule.ts";

/** Nodes of a region do not wait for each other in a circle, and nothing inside a node reads the node. */
export const noCycles: Rule = function* ({ pipelines }) {
  for (const { blocks } of pipelines) {
    for (const { region } of blocks) {
      for (const node of region.nodes) {
        if (readsOf(node).has(node.id) && !isRebound(node.id, region))
          yield report("DW4151", { span: node.span }, { cycle: [node.id, node.id] });
      }
      const cycle = cycleIn(dependenciesOf(region));
      const start = cycle === undefined ? undefined : nodeIn(region, cycle[0] ?? "");
      if (cycle !== undefined && start !== undefined) yield report("DW4151", { span: start.span }, { cycle });
    }
  }
};

// A second thing of the same name is what `unique-ids` reports.
const isRebound = (id: string, region: Parameters<typeof dependenciesOf>[0]): boolean =>
  region.nodes.filter((node) => node.id === id).length > 1;
