import { regionsIn, type Diagnostic, type Node, type Region } from "@dagwright/ir";
import { body } from "../diagnostics/body.ts";
import type { CheckContext, Rule } from "./rule.ts";

/** Two steps that run one after the other although neither needs the other. What gives nothing back is there for its effect, and stays in order. */
export const independentAwaits: Rule = function* (context) {
  const reported = new Set<string>();
  for (const { body: region } of context.graphs.values()) {
    for (const hint of inRegion(region, context)) {
      // Once for a place, however often a loop or a helper puts it into graphs.
      const place = JSON.stringify(hint.span);
      if (!reported.has(place)) yield hint;
      reported.add(place);
    }
  }
};

function* inRegion(region: Region, context: CheckContext): Generator<Diagnostic, void, undefined> {
  const byId = new Map(region.nodes.map((node) => [node.id, node]));
  for (const node of region.nodes) {
    const second = stepOf(node, context);
    for (const id of node.order) {
      const before = byId.get(id);
      const first = before === undefined ? undefined : stepOf(before, context);
      if (first !== undefined && second !== undefined) yield body("DW3001", { span: node.span }, { first, second });
    }
    for (const inner of regionsIn(node)) yield* inRegion(inner, context);
  }
}

/** The name of a step that gives something back. */
function stepOf(node: Node, { signatures }: CheckContext): string | undefined {
  if (node.kind === "task") {
    const signature = signatures.components.get(node.component);
    return signature?.component.output === undefined ? undefined : signature.name;
  }
  if (node.kind === "call") return signatures.pipelines.get(node.pipeline)?.output === undefined ? undefined : node.pipeline;
  return undefined;
}
