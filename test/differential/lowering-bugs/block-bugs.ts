/** Mistakes about blocks: what lies inside of one, when it runs, and what a turn of a loop hands on. */
import type { LoopNode, Node, Region, TryNode } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { literal, ofNodes, ofRegions, type LoweringBug } from "./lowering-bug.ts";

const ofEach = (name: string, nodes: (node: Node) => readonly Node[]): LoweringBug =>
  ofRegions(name, (region) => ({ ...region, nodes: region.nodes.flatMap(nodes) }));

const after = <T extends Node>(node: T, ids: readonly string[]): T => ({ ...node, order: [...new Set([...node.order, ...ids])] });

const without = (region: Region, id: string): Region => ({
  ...region,
  nodes: region.nodes.filter((node) => node.id !== id).map((node) => ({ ...node, order: node.order.filter((each) => each !== id) })),
});

const isRead = (id: string, region: Region): boolean => JSON.stringify(region).includes(`"node":${JSON.stringify(id)}`);

/** The first step of a block stands before what has the block. */
function hoisted(owner: Node, block: Region, withBlock: (block: Region) => Node): readonly Node[] {
  const [first] = block.nodes;
  return first?.kind === "task" ? [after(first, owner.order), after(withBlock(without(block, first.id)), [first.id])] : [owner];
}

/** A step right before a `try` becomes the first of its block, if nothing reads it. */
function swallowed(region: Region): Region {
  for (const [at, node] of region.nodes.entries()) {
    const before = region.nodes[at - 1];
    if (node.kind !== "try" || node.catch === undefined || before?.kind !== "task" || isRead(before.id, region)) continue;
    const body = { ...node.body, nodes: [{ ...before, order: [] }, ...node.body.nodes.map((each) => after(each, [before.id]))] };
    return without({ ...region, nodes: region.nodes.with(at, after({ ...node, body }, before.order)) }, before.id);
  }
  return region;
}

function finallyAfterSuccess(node: Node): readonly Node[] {
  if (node.kind !== "try" || node.finally === undefined) return [node];
  const { finally: last, ...rest } = node;
  return [rest, ...last.nodes.map((each) => after(each, [node.id]))];
}

function finallyUnlessReturned(node: TryNode): TryNode {
  const done = node.body.results["done"];
  if (node.finally === undefined || done?.kind !== "ref") return node;
  const returned: Value = { kind: "whenSucceeded", node: done.node, value: done, otherwise: literal(false) };
  const unless: Node = {
    kind: "branch",
    id: `${node.id}-unless-returned`,
    span: node.span,
    order: [],
    condition: { kind: "not", operand: returned },
    then: { ...node.finally, results: {} },
    else: { nodes: [], results: {}, onFailure: "settle" },
    phis: {},
  };
  return { ...node, finally: { ...node.finally, nodes: [unless] } };
}

/** Two carried variables of one type, each with what the other should go on with. */
function mixedUp(node: LoopNode): LoopNode {
  for (const [name, a] of Object.entries(node.carried))
    for (const [other, b] of Object.entries(node.carried))
      if (name !== other && JSON.stringify(a.type) === JSON.stringify(b.type))
        return { ...node, carried: { ...node.carried, [name]: { ...a, next: b.next }, [other]: { ...b, next: a.next } } };
  return node;
}

const breakIgnored = (test: Value): Value => {
  if (test.kind === "and") return { ...test, left: breakIgnored(test.left), right: breakIgnored(test.right) };
  const isBreak = test.kind === "not" && test.operand.kind === "ref" && String(test.operand.path.at(-1)).startsWith("break");
  return isBreak ? literal(true) : test;
};

export const BLOCK_BUGS: readonly LoweringBug[] = [
  ofEach("the first step of a `try` is not in it", (node) =>
    node.kind === "try" ? hoisted(node, node.body, (body) => ({ ...node, body })) : [node],
  ),
  ofRegions("the step before a `try` is in it", swallowed),
  ofEach("the first step of a branch runs either way", (node) =>
    node.kind === "branch" ? hoisted(node, node.then, (then) => ({ ...node, then })) : [node],
  ),
  ofEach("`finally` runs only when nothing has failed", finallyAfterSuccess),
  ofNodes("`finally` is skipped when its block returns", (node) => (node.kind === "try" ? finallyUnlessReturned(node) : node)),
  ofRegions("after a failure nothing more starts beside it", (region) => ({ ...region, onFailure: "stop" })),
  ofNodes("what is settled fails with its first failure", (node) =>
    (node.kind === "group" || node.kind === "forEach") && node.as === "settled" ? { ...node, as: "values" } : node,
  ),
  ofNodes("two variables of a loop are mixed up", (node) => (node.kind === "loop" ? mixedUp(node) : node)),
  ofNodes("`break` ends only its turn", (node) => (node.kind === "loop" ? { ...node, while: breakIgnored(node.while) } : node)),
];
