/** Pass 8: one document for each pipeline, holding the pipelines, components and types that it reaches and nothing else. */
import { IR_VERSION, type Component, type Document, type Node, type Pipeline, type Region } from "@dagwright/ir";
import { mapChildren, type Digest, type Type, type Types, type Value } from "@dagwright/protocol";
import { fuseComputes } from "../graph/fuse-computes.ts";
import { mapNode, mapRegion, type Mapper } from "../graph/map-values.ts";
import { tightenPhis } from "../graph/tighten-phis.ts";
import { callsIn, nodesIn } from "../rules/calls-in.ts";
import type { PlacedGraph } from "./5-glue.ts";
import { typeNamesIn } from "./type-names.ts";

export interface AssembleContext {
  readonly graphs: ReadonlyMap<string, PlacedGraph>;
  /** A component by its key, and its name in the document. */
  readonly component: (key: string) => Component | undefined;
  readonly nameOf: (key: string) => string;
  readonly description: (pipeline: string) => string | undefined;
  readonly types: Types;
  readonly wrapper: Digest | undefined;
  /** The digest of a pipeline's glue, by its stand-in. */
  readonly glue: (pipeline: string, stand: Digest) => Digest;
}

/** Pipelines that one reaches, itself first. */
export function reachedFrom(entry: string, graphs: ReadonlyMap<string, PlacedGraph>): readonly string[] {
  const reached = new Set<string>([entry]);
  for (const name of reached) for (const call of callsIn(graphs.get(name)?.body)) reached.add(call.pipeline);
  return [...reached];
}

/** Keys of the components that a pipeline calls itself. */
export function componentsOf({ body, onExit }: Pick<PlacedGraph, "body" | "onExit">): readonly string[] {
  const names = [...nodesIn(body)].flatMap((node) => (node.kind === "task" ? [node.component] : []));
  return [...new Set(onExit === undefined ? names : [...names, onExit.component])];
}

export function assemble(entry: string, context: AssembleContext): Document {
  const reached = reachedFrom(entry, context.graphs);
  const pipelines: Record<string, Pipeline> = {};
  const components: Record<string, Component> = {};
  for (const name of reached.toSorted()) {
    const placed = context.graphs.get(name);
    if (placed !== undefined) pipelines[name] = fuseComputes(pipelineOf(name, placed, context));
  }
  const used = new Set(reached.flatMap((name) => componentsOf(context.graphs.get(name) ?? NO_NODES)));
  for (const key of [...used].toSorted()) {
    const component = context.component(key);
    if (component !== undefined) components[context.nameOf(key)] = component;
  }
  const types: Record<string, Type> = {};
  for (const name of typeNamesIn({ components, pipelines }, context.types)) {
    const type = context.types[name];
    if (type !== undefined) types[name] = type;
  }
  return tightenPhis({
    irVersion: IR_VERSION,
    ...(context.wrapper === undefined ? {} : { wrapper: context.wrapper }),
    types,
    components,
    pipelines,
    entry,
  });
}

const EMPTY: Region = { nodes: [], results: {}, onFailure: "settle" };
/** A graph that calls nothing. */
export const NO_NODES = { body: EMPTY, onExit: undefined };

function pipelineOf(name: string, { graph, body, onExit }: PlacedGraph, context: AssembleContext): Pipeline {
  const glue = (value: Value): Value => withDigests(value, (stand) => context.glue(name, stand));
  const named = (node: Node): Node => (node.kind === "task" ? { ...node, component: context.nameOf(node.component) } : node);
  const mapper: Mapper = { value: glue, region: (_, after) => ({ ...after, nodes: after.nodes.map(named) }) };
  const exit = onExit === undefined ? undefined : named(mapNode(onExit, mapper));
  const description = context.description(name);
  return {
    ...(description === undefined ? {} : { description }),
    inputs: graph.inputs,
    ...(graph.source.output === undefined ? {} : { output: graph.source.output }),
    body: mapRegion(body, mapper),
    ...(exit?.kind === "task" ? { onExit: exit } : {}),
    span: graph.source.declaration.span,
  };
}

/** The value with the digest of each piece of glue in place of its stand-in. */
function withDigests(value: Value, digestOf: (stand: Digest) => Digest): Value {
  const inner = mapChildren(value, (part) => withDigests(part, digestOf));
  return inner.kind === "glue" ? { ...inner, glue: digestOf(inner.glue) } : inner;
}
