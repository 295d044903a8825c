/** Order edges without those that follow from others: what a node reads it comes after anyway. */
import { readsOf, type Node, type Region } from "@dagwright/ir";

export function reduceOrder(region: Region): Region {
  const ids = new Set(region.nodes.map((node) => node.id));
  const before = new Map<string, readonly string[]>();
  const depth = new Map<string, number>();
  const nodes = region.nodes.map((node): Node => {
    const reads = [...readsOf(node)].filter((id) => ids.has(id) && id !== node.id);
    const wanted = node.order.filter((id) => ids.has(id) && !reads.includes(id));
    const direct = [...new Set([...reads, ...wanted])];
    const order = wanted.filter((id) => !direct.some((other) => other !== id && comesAfter(other, id, before, depth)));
    before.set(node.id, [...reads, ...order]);
    depth.set(node.id, 1 + Math.max(0, ...direct.map((id) => depth.get(id) ?? 0)));
    return order.length === node.order.length ? node : { ...node, order };
  });
  return { ...region, nodes };
}

/** Whether `later` waits for `earlier`, perhaps through others. Depth keeps the search to the few nodes between them. */
function comesAfter(
  later: string,
  earlier: string,
  before: ReadonlyMap<string, readonly string[]>,
  depth: ReadonlyMap<string, number>,
): boolean {
  const floor = depth.get(earlier) ?? 0;
  const open = [later];
  const seen = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const next of before.get(id) ?? []) {
      if (next === earlier) return true;
      if (seen.has(next) || (depth.get(next) ?? 0) <= floor) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}
