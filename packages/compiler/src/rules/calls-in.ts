import { regionsIn, type CallNode, type Node, type Region } from "@dagwright/ir";

/** Every node of a region, those inside others included. */
export function* nodesIn(region: Region): Generator<Node, void, undefined> {
  for (const node of region.nodes) {
    yield node;
    for (const inner of regionsIn(node)) yield* nodesIn(inner);
  }
}

/** Calls of other pipelines. */
export const callsIn = (region: Region | undefined): readonly CallNode[] =>
  region === undefined ? [] : [...nodesIn(region)].filter((node) => node.kind === "call");
