/** What a run of a document may need, so that all of it can be looked for before anything starts. */
import {
  effectiveConfig,
  nodesOf,
  placedValues,
  valuesIn,
  exitBlock,
  type ApprovalNode,
  type Component,
  type Document,
  type EnvValue,
  type Pipeline,
  type TaskNode,
} from "@dagwright/ir";
import { childrenOf, type Digest, type Value } from "@dagwright/protocol";

export interface InUse {
  /** By name, in the order they are first seen. */
  readonly components: ReadonlyMap<string, Component>;
  readonly tasks: readonly TaskNode[];
  readonly approvals: readonly ApprovalNode[];
  readonly glue: ReadonlySet<Digest>;
  readonly secrets: readonly Secret[];
}

export type Secret = Omit<Extract<EnvValue, { readonly kind: "secret" }>, "kind">;

export function inUse(document: Document, entry: string): InUse {
  const components = new Map<string, Component>();
  const tasks: TaskNode[] = [];
  const approvals: ApprovalNode[] = [];
  const glue = new Set<Digest>();
  const secrets = new Map<string, Secret>();
  for (const pipeline of pipelinesInUse(document, entry)) {
    for (const { node } of nodesOf(pipeline)) {
      if (node.kind === "approval") approvals.push(node);
      if (node.kind !== "task") continue;
      tasks.push(node);
      const component = document.components[node.component];
      if (component === undefined) continue;
      components.set(node.component, component);
      for (const { name, key } of secretsOf(component, node)) secrets.set(JSON.stringify([name, key]), { name, key });
    }
    for (const value of valuesOf(pipeline)) for (const digest of glueIn(value)) glue.add(digest);
  }
  return { components, tasks, approvals, glue, secrets: [...secrets.values()] };
}

function* valuesOf(pipeline: Pipeline): Generator<Value> {
  for (const { value } of placedValues(pipeline)) yield value;
  if (pipeline.onExit !== undefined) for (const { value } of valuesIn(pipeline.onExit, exitBlock(pipeline, pipeline.onExit))) yield value;
}

function* glueIn(value: Value): Generator<Digest> {
  if (value.kind === "glue") yield value.glue;
  for (const child of childrenOf(value)) yield* glueIn(child);
}

function pipelinesInUse(document: Document, entry: string): Set<Pipeline> {
  const found = new Set<Pipeline>();
  const visit = (name: string): void => {
    const pipeline = document.pipelines[name];
    if (pipeline === undefined || found.has(pipeline)) return;
    found.add(pipeline);
    for (const { node } of nodesOf(pipeline)) if (node.kind === "call") visit(node.pipeline);
  };
  visit(entry);
  return found;
}

export const secretsOf = (component: Component, task: Pick<TaskNode, "config">): Secret[] =>
  Object.values(effectiveConfig(component.config, task.config).env ?? {}).flatMap((value) =>
    value.kind === "secret" ? [{ name: value.name, key: value.key }] : [],
  );
