import { FAILURE_TYPE, type FailNode } from "@dagwright/ir";
import type { Type } from "@dagwright/protocol";
import { podArgument } from "../arguments.ts";
import type { Dag } from "../dag.ts";
import type { Lowering } from "../lowering.ts";
import { wrappedPod } from "../pods.ts";
import type { LoweredNode } from "../lowered-node.ts";

export const lowerFail = (node: FailNode, dag: Dag, lowering: Lowering): LoweredNode => failingTask(node, dag, lowering);

/** A pod that fails as `thrown` with the message; without one, with the failure that is its cause. */
export function failingTask({ message, cause }: Pick<FailNode, "message" | "cause">, dag: Dag, lowering: Lowering): LoweredNode {
  const given = [
    ...(message === undefined ? [] : [{ name: "message", type: STRING, argument: podArgument(message, dag) }]),
    ...(cause === undefined ? [] : [{ name: "cause", type: FAILURE_TYPE, argument: podArgument(cause, dag) }]),
  ];
  const template = wrappedPod(
    {
      template: "fail",
      step: dag.pipeline,
      fails: true,
      inputs: given.map(({ name, type }) => ({ name, field: { type } })),
      takesInput: true,
      config: {},
      results: [],
      bundles: [...new Set(given.flatMap(({ argument }) => argument.glue))],
      keys: [],
    },
    lowering,
  );
  return { template, arguments: { parameters: given.map(({ name, argument }) => ({ name, value: argument.text })) } };
}

const STRING: Type = { kind: "string" };
