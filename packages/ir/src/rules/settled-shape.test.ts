import { describe, expect, it } from "vitest";
import { document, forEach, literal, pipeline, region } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const settled = (onFailure: "settle" | "stopStarting") =>
  document({}, { main: pipeline(region([forEach("f", literal([1]), region([]), { as: "settled", onFailure })])) });

describe("settled-shape", () => {
  it("refuses to stop at failures that are values", () => {
    expect(killers(settled("settle"))).toEqual({});
    expect(killers(settled("stopStarting"))).toEqual({ settledShape: ["`f` gives its failures as values, so a failure cannot stop it"] });
  });
});
