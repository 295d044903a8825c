import type { ComputeNode } from "@dagwright/ir";
import { podArgument } from "../arguments.ts";
import type { Dag } from "../dag.ts";
import type { Lowering } from "../lowering.ts";
import { wrappedPod } from "../pods.ts";
import type { LoweredNode } from "../lowered-node.ts";

export function lowerCompute(node: ComputeNode, dag: Dag, lowering: Lowering): LoweredNode {
  const argument = podArgument(node.value, dag);
  const wanted = [...dag.local(node.id).wanted.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const template = wrappedPod(
    {
      template: "compute",
      step: dag.pipeline,
      inputs: [{ name: "value", field: { type: { kind: "null" }, optional: true } }],
      takesInput: true,
      config: {},
      results: wanted.map(({ name, path, as }) => ({
        name,
        value: { kind: "ref", node: "output", path },
        ...(as === undefined ? {} : { as }),
      })),
      bundles: argument.glue,
      keys: [],
    },
    lowering,
  );
  return { template, arguments: { parameters: [{ name: "value", value: argument.text }] } };
}
