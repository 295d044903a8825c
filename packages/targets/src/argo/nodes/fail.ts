import type { FailNode } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { podArgument } from "../arguments.ts";
import type { Dag } from "../dag.ts";
import type { Lowering } from "../lowering.ts";
import { wrappedPod } from "../pods.ts";
import type { LoweredNode } from "../lowered-node.ts";

export const lowerFail = (node: FailNode, dag: Dag, lowering: Lowering): LoweredNode => failingTask(node.message, dag, lowering);

/** A pod that fails as `thrown` with the message. */
export function failingTask(message: Value, dag: Dag, lowering: Lowering): LoweredNode {
  const argument = podArgument(message, dag);
  const template = wrappedPod(
    {
      template: "fail",
      step: dag.pipeline,
      fails: true,
      inputs: [{ name: "message", field: { type: { kind: "string" } } }],
      takesInput: true,
      config: {},
      results: [],
      bundles: argument.glue,
      keys: [],
    },
    lowering,
  );
  return { template, arguments: { parameters: [{ name: "message", value: argument.text }] } };
}
