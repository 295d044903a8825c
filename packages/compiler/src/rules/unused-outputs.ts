import type { Node } from "@dagwright/ir";
import { holdsArtifacts, refsOf, type Field, type Types, type Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import { mapRegion } from "../graph/map-values.ts";
import { nodesIn } from "./calls-in.ts";
import type { CheckContext, Rule } from "./rule.ts";

/**
 * A result that is kept in a variable and goes nowhere. A step that is awaited without a variable is there for its effect, and files are
 * results in their own right: the run records them.
 */
export const unusedOutputs: Rule = function* (context) {
  for (const { body: region, graph } of context.graphs.values()) {
    const read = new Set<string>();
    const note = (value: Value): Value => {
      for (const { node } of refsOf(value)) read.add(node);
      return value;
    };
    mapRegion(region, { value: note, region: (_before, after) => after });
    for (const node of graph.onExit === undefined ? [] : Object.values(graph.onExit.args)) note(node);
    // Copies of one step, of an unrolled loop or of a helper, are one expression to the user.
    const byPlace = Map.groupBy([...nodesIn(region)].filter(isStep), (node) => JSON.stringify(node.span));
    for (const nodes of byPlace.values()) {
      const [first] = nodes;
      if (first === undefined || nodes.some((node) => read.has(node.id))) continue;
      const bound = graph.interpreter.bound.get(first.id);
      const step = first.kind === "task" ? (context.signatures.components.get(first.component)?.name ?? first.component) : first.pipeline;
      if (bound !== undefined && isData(outputOf(first, context), graph.interpreter.frontend.types()))
        yield body("DW3002", { span: bound.span }, { text: bound.text, step });
    }
  }
};

type Step = Node & { kind: "task" | "call" };
const isStep = (node: Node): node is Step => node.kind === "task" || node.kind === "call";

function outputOf(node: Step, { signatures }: CheckContext): Field | undefined {
  return node.kind === "task"
    ? signatures.components.get(node.component)?.component.output
    : signatures.pipelines.get(node.pipeline)?.output;
}

/** Whether there are values in it, and no files. */
const isData = (field: Field | undefined, types: Types): boolean => field !== undefined && !holdsArtifacts(field.type, types);
