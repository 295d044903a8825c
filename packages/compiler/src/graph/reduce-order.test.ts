import type { Node, Region } from "@dagwright/ir";
import { describe, expect, it } from "vitest";
import { reduceOrder } from "./reduce-order.ts";

const span = { file: "a.ts", start: [1, 1], end: [1, 2] } as const;

const task = (id: string, order: readonly string[], reads: readonly string[] = []): Node => ({
  kind: "task",
  id,
  span,
  order,
  component: "step",
  args: Object.fromEntries(reads.map((node) => [node, { kind: "ref", node, path: [] }])),
  config: {},
});

const orders = (nodes: readonly Node[]): Readonly<Record<string, readonly string[]>> => {
  const region: Region = { nodes, results: {}, onFailure: "settle" };
  return Object.fromEntries(reduceOrder(region).nodes.map((node) => [node.id, node.order]));
};

describe("reduceOrder", () => {
  it("drops an edge to what a node reads anyway", () => {
    expect(orders([task("a", []), task("b", ["a"], ["a"])])).toEqual({ a: [], b: [] });
  });

  it("drops an edge that follows from another, through reads as through order", () => {
    expect(orders([task("a", []), task("b", [], ["a"]), task("c", ["b"]), task("d", ["a", "c"], ["b"])])).toEqual({
      a: [],
      b: [],
      c: ["b"],
      d: ["c"],
    });
  });

  it("keeps what nothing else implies", () => {
    expect(orders([task("a", []), task("b", []), task("c", ["a", "b"])])).toEqual({ a: [], b: [], c: ["a", "b"] });
  });

  it("takes ten thousand nodes in a row", () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => task(`n${index}`, index === 0 ? [] : [`n${index - 1}`]));
    expect(orders(nodes)["n9999"]).toEqual(["n9998"]);
  });
});
