import type { Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { cycleIn, dependenciesOf } from "./dependencies.ts";
import { branch, forEach, listOf, literal, ref, region, task, whenSucceeded } from "./testing/build.ts";
import { verify } from "./verify.ts";
import { component, document, NUMBER, optional, pipeline } from "./testing/build.ts";

describe("dependenciesOf", () => {
  it("joins order with everything that is read, from inside too, in the order of the list", () => {
    const inner = forEach(
      "f",
      ref("b"),
      region([branch("i", literal(true), region([task("t", "c", { x: whenSucceeded("a", ref("a"), ref("f-item")) })]))], {
        value: ref("d", 0),
      }),
    );
    const block = region([task("a", "c"), task("b", "c"), task("c", "c"), task("d", "c"), { ...inner, order: ["c"] }]);
    expect(dependenciesOf(block).get("f")).toEqual(["a", "b", "c", "d"]);
    expect(dependenciesOf(block, "data").get("f")).toEqual(["a", "b", "d"]);
    expect(dependenciesOf(region([task("z", "c", { x: listOf(ref("z"), ref("input", "z")) })])).get("z")).toEqual([]);
  });
});

describe("cycleIn", () => {
  it("finds a circle, and none in long chains", () => {
    expect(
      cycleIn(
        new Map([
          ["a", ["b"]],
          ["b", ["c"]],
          ["c", ["b"]],
        ]),
      ),
    ).toEqual(["b", "c", "b"]);
    const chain = new Map(Array.from({ length: 50_000 }, (_, index) => [String(index), index === 0 ? [] : [String(index - 1)]]));
    expect(cycleIn(chain)).toBeUndefined();
  });
});

describe("verify", () => {
  it("takes a chain of 5,000 steps and a value as deep as a document may be", () => {
    const chain = Array.from({ length: 5000 }, (_, index) => task(`s${index}`, "c", index === 0 ? {} : { x: ref(`s${index - 1}`) }));
    const components = { c: component({ x: optional(NUMBER) }, NUMBER) };
    expect(verify(document(components, { main: pipeline(region(chain)) }))).toEqual([]);
    let deep: Value = ref("input", "b");
    for (let level = 0; level < 580; level += 1) deep = { kind: "not", operand: deep };
    expect(
      verify(document({}, { main: pipeline(region([branch("b", deep, region([]))]), { inputs: { b: { type: { kind: "boolean" } } } }) })),
    ).toEqual([]);
  });
});
