import { describe, expect, it } from "vitest";
import { call, component, document, pipeline, region, task } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const components = { train: component() };

describe("known-components", () => {
  it("refuses a component that is not there, with the nearest that is", () => {
    const doc = (name: string) => document(components, { main: pipeline(region([task("a", name)])) });
    expect(killers(doc("train"))).toEqual({});
    expect(killers(doc("tarin"))).toEqual({ knownComponents: ["there is no component `tarin`; did you mean train?"] });
    expect(killers(doc("toString"))).toEqual({ knownComponents: ["there is no component `toString`"] });
  });

  it("refuses a pipeline that is not there, the entry among them", () => {
    expect(killers(document(components, { main: pipeline(region([call("a", "other")])) }))).toEqual({
      knownComponents: ["there is no pipeline `other`"],
    });
    expect(killers(document(components, { main: pipeline(region([])) }, { entry: "mian" }))).toEqual({
      knownComponents: ["there is no pipeline `mian`; did you mean main?"],
    });
  });
});
