/** What an id means in a block. */
import type { Node, Region } from "./model.ts";
import type { Binding, Block } from "./walk.ts";

export type Target =
  | { readonly kind: "binding"; readonly binding: Binding }
  | { readonly kind: "node"; readonly node: Node; readonly block: Block }
  /** A node of the body that was tried, read in its `catch` or `finally`: only where it is known to have succeeded. */
  | { readonly kind: "attempted"; readonly node: Node; readonly block: Block };

const nodesById = new WeakMap<Region, ReadonlyMap<string, Node>>();

export function nodeIn(region: Region, id: string): Node | undefined {
  let nodes = nodesById.get(region);
  if (nodes === undefined) {
    // The first of two nodes with one id: `unique-ids` reports the second.
    nodes = new Map(region.nodes.toReversed().map((node) => [node.id, node]));
    nodesById.set(region, nodes);
  }
  return nodes.get(id);
}

/** Resolves an id from the inside out. Undefined = nothing of that name can be read here. */
export function resolveId(id: string, start: Block): Target | undefined {
  for (let block: Block | undefined = start; block !== undefined; block = block.parent) {
    const binding = block.bindings.get(id);
    if (binding !== undefined) return { kind: "binding", binding };
    const node = nodeIn(block.region, id);
    if (node !== undefined) return { kind: "node", node, block };
    const attempted = block.attempted === undefined ? undefined : nodeIn(block.attempted, id);
    if (attempted !== undefined) return { kind: "attempted", node: attempted, block };
  }
  return undefined;
}

/** Every id that can be read in a block, for suggestions. */
export function idsInScope(start: Block): readonly string[] {
  const ids: string[] = [];
  for (let block: Block | undefined = start; block !== undefined; block = block.parent) {
    ids.push(
      ...block.region.nodes.map((node) => node.id),
      ...(block.attempted?.nodes.map((node) => node.id) ?? []),
      ...block.bindings.keys(),
    );
  }
  return ids;
}
