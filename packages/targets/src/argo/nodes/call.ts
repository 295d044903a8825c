import type { CallNode } from "@dagwright/ir";
import { toParameterText, type Value } from "@dagwright/protocol";
import { templateArgument } from "../arguments.ts";
import { Dag, type Bound, type Reporting } from "../dag.ts";
import { quote } from "../expression.ts";
import type { Lowering } from "../lowering.ts";
import { pushPath } from "../push-path.ts";
import { computeTask, finishRegion } from "../region.ts";
import { inputField } from "../types.ts";
import type { LoweredNode } from "../lowered-node.ts";

/** A pipeline as a template; its inputs are parameters that the call fills. */
export function lowerCall(node: CallNode, parent: Dag, reporting: Reporting, lowering: Lowering, position: number): LoweredNode {
  const pipeline = lowering.document.pipelines[node.pipeline];
  if (pipeline === undefined) throw new Error(`no pipeline is named ${node.pipeline}`);
  const dag = new Dag(lowering, node.pipeline, undefined, node.pipeline);
  const bound: Bound = {
    field: inputField(pipeline),
    read: ([name, ...rest]) => {
      if (name === undefined) throw new Error("a pipeline's inputs are read by name");
      const input = pipeline.inputs[name];
      const value: Value = node.args[name] ?? { kind: "absent" };
      const tag = templateArgument(value, parent) ?? computeTask(value, parent, lowering, `${node.id}-${name}`, position, undefined).tag;
      const slot = dag.parameter(`input ${name}`, [name], { code: "", tag });
      if (input?.default === undefined) return { slot, rest };
      const code = `(${slot.code} == '' ? ${quote(toParameterText(input.default))} : ${slot.code})`;
      return { slot: { code, tag: `{{= ${code} }}` }, rest };
    },
  };
  dag.bindings.set("input", bound);
  const value = pipeline.body.results["value"];
  const outputs = [...parent.local(node.id).wanted.values()].map(({ name, path }) => ({
    name,
    value: pushPath(value, path) ?? { kind: "absent" as const },
  }));
  return finishRegion({ name: node.pipeline, region: pipeline.body, reporting, outputs }, dag, lowering);
}
