import type { Lowering } from "./lowering.ts";
import { wrappedPod } from "./pods.ts";

/** A pod that only evaluates its argument. */
export const computePod = (lowering: Lowering, pipeline: string, bundles: readonly string[], as: "texts" | undefined): string =>
  wrappedPod(
    {
      template: "compute",
      step: pipeline,
      inputs: [{ name: "value", field: { type: { kind: "null" }, optional: true } }],
      takesInput: true,
      config: {},
      results: [{ name: "value", value: { kind: "ref", node: "output", path: [] }, ...(as === undefined ? {} : { as }) }],
      bundles,
      keys: [],
    },
    lowering,
  );
