import { describe, expect, it } from "vitest";
import type { Node } from "../model.ts";
import { branch, component, document, field, forEach, literal, NUMBER, optional, pipeline, ref, region, task } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const components = { c: component({ x: optional(NUMBER) }, NUMBER) };
const main = (...nodes: readonly Node[]) => document(components, { main: pipeline(region(nodes)) });

describe("no-cycles", () => {
  it("refuses nodes that wait for each other, by data or by order", () => {
    expect(killers(main(task("a", "c"), task("b", "c", { x: ref("a") })))).toEqual({});
    expect(killers(main(task("a", "c", { x: ref("b") }), task("b", "c", {}, { order: ["a"] })))).toEqual({
      noCycles: ["these wait for each other: `a` → `b` → `a`"],
    });
  });

  it("sees what nodes read from inside", () => {
    const inner = branch("b", literal(true), region([task("i", "c", { x: ref("a") })]));
    expect(killers(main(task("a", "c", {}, { order: ["b"] }), inner))).toEqual({
      noCycles: ["these wait for each other: `a` → `b` → `a`"],
    });
  });

  it("refuses a node that reads itself", () => {
    expect(killers(main(task("a", "c", { x: ref("a") })))).toEqual({ noCycles: ["`a` waits for itself"] });
    expect(killers(main(forEach("f", literal([1]), region([], { value: ref("f", 0) }), { collect: field(NUMBER) })))).toEqual({
      noCycles: ["`f` waits for itself"],
    });
  });
});
