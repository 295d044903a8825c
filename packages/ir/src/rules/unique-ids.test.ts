import { describe, expect, it } from "vitest";
import { branch, component, document, forEach, literal, pipeline, region, task } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const components = { note: component() };
const body = (second: string) =>
  document(components, { main: pipeline(region([task("a", "note"), branch("b", literal(true), region([task(second, "note")]))])) });

describe("unique-ids", () => {
  it("lets every node of a pipeline have an id of its own", () => {
    expect(killers(body("c"))).toEqual({});
  });

  it("refuses the same id in another region of the pipeline", () => {
    expect(killers(body("a"))).toEqual({ uniqueIds: ["two things of one pipeline are called `a`"] });
  });

  it("refuses a binding that is called like a node, and the ids of what the pipeline is given", () => {
    const each = (item: string) =>
      document(components, { main: pipeline(region([forEach("f", literal([1]), region([task("a", "note")]), { item })])) });
    expect(killers(each("x"))).toEqual({});
    expect(killers(each("a"))).toEqual({ uniqueIds: ["two things of one pipeline are called `a`"] });
    expect(killers(each("input"))).toEqual({
      uniqueIds: ["`input` stands for the pipeline's own inputs, so nothing else can be called that"],
    });
    expect(killers(each("run"))).toEqual({ uniqueIds: ["`run` stands for the pipeline's own run, so nothing else can be called that"] });
  });

  it("lets two pipelines use the same id", () => {
    const one = pipeline(region([task("a", "note")]));
    expect(killers(document(components, { main: one, other: one }))).toEqual({});
  });
});
