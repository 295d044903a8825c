import { describe, expect, it } from "vitest";
import { digestOf } from "../digest.ts";
import { document, pipeline, region } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const saying = (description: string) => document({}, { main: { ...pipeline(region([])), description } });

describe("legal-text", () => {
  it("refuses half a surrogate pair, which has no canonical form", () => {
    expect(killers(saying("😀"))).toEqual({});
    const half = saying("\ud83d");
    expect(killers(half)).toEqual({
      legalText: ["`document.pipelines.main.description` holds half of a surrogate pair, which is not valid Unicode text"],
    });
    expect(() => digestOf(half)).toThrow(TypeError);
  });
});
