import type { Json } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { document, NUMBER, objectOf, pipeline, region } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const withDefault = (value: Json) =>
  document({}, { main: pipeline(region([]), { inputs: { seed: { type: objectOf({ n: NUMBER }), default: value } } }) });

describe("defaults-fit", () => {
  it("refuses a default that is no value of the input's type", () => {
    expect(killers(withDefault({ n: 1 }))).toEqual({});
    expect(killers(withDefault({ n: "1" }))).toEqual({
      defaultsFit: ['the default of the input `seed` does not fit: it has a n that is "1", not number'],
    });
    expect(killers(withDefault(3))).toEqual({ defaultsFit: ["the default of the input `seed` does not fit: it is 3, not { n: number }"] });
  });
});
