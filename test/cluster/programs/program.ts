import type { Document, Node, Pipeline, PipelineInput } from "@dagwright/ir";
import { absent, compare, document, literal, optional, pipeline, yields } from "@dagwright/ir/testing";
import type { JsonObject, Type, Value } from "@dagwright/protocol";
import { COMPONENTS } from "./steps.ts";

export interface Program {
  readonly name: string;
  readonly document: Document;
  readonly inputs?: JsonObject;
  /** Deletes the pod of a step while it runs. */
  readonly losePodOf?: string;
  readonly status: "succeeded" | "failed";
}

interface Facts extends Pick<Program, "inputs" | "losePodOf" | "status"> {
  /** Of the pipeline's value. */
  readonly output: Type;
  readonly declares?: Readonly<Record<string, PipelineInput>>;
  /** Pipelines that `main` calls. */
  readonly pipelines?: Readonly<Record<string, Pipeline>>;
}

/** One fixture: a pipeline `main` that yields `value` after the nodes. */
export const program = (
  name: string,
  { status, output, declares, pipelines, inputs, losePodOf }: Facts,
  value: Value,
  ...nodes: readonly Node[]
): Program => ({
  name,
  status,
  document: document(COMPONENTS, {
    main: pipeline(yields(value, ...nodes), { inputs: declares ?? {}, output: optional(output) }),
    ...pipelines,
  }),
  ...(inputs === undefined ? {} : { inputs }),
  ...(losePodOf === undefined ? {} : { losePodOf }),
});

/** `then`, or absent: how a fixture's step is told to fail only sometimes. */
export const onlyIf = (test: Value, then: Value): Value => ({ kind: "conditional", test, then, else: absent });
export const atLeast = (value: Value, least: number): Value => compare(value, ">=", literal(least));
export const equals = (value: Value, wanted: string | number): Value => compare(value, "===", literal(wanted));
