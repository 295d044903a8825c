import { childrenOf, type Value } from "@dagwright/protocol";
import type { Node, Region } from "./model.ts";
import { regionsIn, valuesIn, type Block } from "./walk.ts";

const readsOfNode = new WeakMap<Node, ReadonlySet<string>>();
const NOWHERE: Block = { label: "body", region: { nodes: [], results: {}, onFailure: "settle" }, bindings: new Map() };

/** The ids a value reads, or asks whether they succeeded. */
export function* idsIn(value: Value): Generator<string, void, undefined> {
  if (value.kind === "ref") yield value.node;
  if (value.kind === "whenSucceeded") yield value.node;
  for (const child of childrenOf(value)) yield* idsIn(child);
}

/** Every id that is read in the node, the regions inside it included; of nodes, bindings, or nothing at all. */
export function readsOf(node: Node): ReadonlySet<string> {
  const known = readsOfNode.get(node);
  if (known !== undefined) return known;
  const reads = new Set<string>();
  for (const { value } of valuesIn(node, NOWHERE)) for (const id of idsIn(value)) reads.add(id);
  for (const region of regionsIn(node)) {
    for (const value of Object.values(region.results)) for (const id of idsIn(value)) reads.add(id);
    for (const inner of region.nodes) for (const id of readsOf(inner)) reads.add(id);
  }
  readsOfNode.set(node, reads);
  return reads;
}

/**
 * What each node of a region waits for: the nodes of the same region that it names in `order`, or that it or anything inside it reads.
 * In the order of the region's list, so that everything derived from it is stable. "data" leaves `order` out.
 */
export function dependenciesOf(region: Region, edges: "all" | "data" = "all"): ReadonlyMap<string, readonly string[]> {
  const ids = region.nodes.map((node) => node.id);
  const siblings = new Set(ids);
  return new Map(
    region.nodes.map((node) => {
      const wanted = new Set<string>();
      if (edges === "all") for (const id of node.order) if (siblings.has(id)) wanted.add(id);
      for (const id of readsOf(node)) if (siblings.has(id) && id !== node.id) wanted.add(id);
      return [node.id, wanted.size < 2 ? [...wanted] : ids.filter((id) => wanted.has(id))];
    }),
  );
}

/** A cycle among a region's nodes, as the ids along it, the first repeated at the end; undefined = there is none. */
export function cycleIn(dependencies: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const state = new Map<string, "open" | "done">();
  for (const start of dependencies.keys()) {
    if (state.has(start)) continue;
    // An explicit stack: a chain of ten thousand awaits is legal.
    const stack: { readonly id: string; next: number }[] = [{ id: start, next: 0 }];
    state.set(start, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const wanted = dependencies.get(top.id)?.[top.next];
      if (wanted === undefined) {
        state.set(top.id, "done");
        stack.pop();
        continue;
      }
      top.next += 1;
      const seen = state.get(wanted);
      if (seen === "open") {
        const path = stack.map((entry) => entry.id);
        return [...path.slice(path.indexOf(wanted)), wanted];
      }
      if (seen === undefined) {
        state.set(wanted, "open");
        stack.push({ id: wanted, next: 0 });
      }
    }
  }
  return undefined;
}
