import { describe, expect, it } from "vitest";
import type { Node } from "../model.ts";
import { attempt, branch, document, fail, field, forEach, group, literal, NUMBER, optional, pipeline, region } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const x = { x: field(NUMBER) };
const yields = region([], { x: literal(1) });
const main = (node: Node) => document({}, { main: pipeline(region([node])) });

describe("phis-covered", () => {
  it("refuses a phi that one edge does not yield", () => {
    expect(killers(main(branch("b", literal(true), yields, yields, x)))).toEqual({});
    expect(killers(main(branch("b", literal(true), yields, region([]), x)))).toEqual({
      phisCovered: ["`b` takes its `x` from `else`, whose results do not hold it"],
    });
    expect(killers(main(attempt("t", yields, { catch: region([]) }, x)))).toEqual({
      phisCovered: ["`t` takes its `x` from `catch`, whose results do not hold it"],
    });
  });

  it("asks nothing of optional phis, nor of edges that always fail", () => {
    expect(killers(main(branch("b", literal(true), yields, region([]), { x: optional(NUMBER) })))).toEqual({});
    expect(killers(main(branch("b", literal(true), yields, region([fail("f", literal("no"))]), x)))).toEqual({});
    const nested = branch(
      "inner",
      literal(true),
      region([fail("f", literal("no"))]),
      region([attempt("t", region([fail("g", literal("no"))]), {})]),
    );
    expect(killers(main(branch("b", literal(true), yields, region([nested]), x)))).toEqual({});
  });

  it("asks bodies of fan-outs, members and pipelines for their value", () => {
    expect(killers(main(forEach("f", literal([1]), region([]), { collect: field(NUMBER) })))).toEqual({
      phisCovered: ["`f` takes its `value` from its body, whose results do not hold it"],
    });
    expect(killers(main(group("g", [{ region: region([]), value: field(NUMBER) }])))).toEqual({
      phisCovered: ["`g` takes its `value` from member 0, whose results do not hold it"],
    });
    expect(killers(document({}, { main: pipeline(region([]), { output: field(NUMBER) }) }))).toEqual({
      phisCovered: ["`main` takes its `value` from its body, whose results do not hold it"],
    });
  });
});
