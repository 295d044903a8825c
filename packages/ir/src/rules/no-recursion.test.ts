import { describe, expect, it } from "vitest";
import { call, document, pipeline, region } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const main = (callee: string) =>
  document({}, { main: pipeline(region([call("c", "other")])), other: pipeline(region([call("d", callee)])), leaf: pipeline(region([])) });

describe("no-recursion", () => {
  it("refuses pipelines that call each other in a circle", () => {
    expect(killers(main("leaf"))).toEqual({});
    expect(killers(main("main"))).toEqual({ noRecursion: ["a pipeline cannot call itself: `main` → `other` → `main`"] });
    expect(Object.keys(killers(main("other")))).toEqual(["noRecursion"]);
  });
});
