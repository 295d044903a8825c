import { sha256 } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { component, document, glue, glueDigest, NUMBER, pipeline, region, task } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const source = "n + 1";
const doc = document(
  { c: component({ x: NUMBER }, NUMBER) },
  { main: pipeline(region([task("a", "c", { x: glue(source, NUMBER, {}) })])) },
);

describe("known-bundles", () => {
  it("asks nothing where the bundles are not known", () => {
    expect(killers(doc)).toEqual({});
  });

  it("refuses code that does not lie beside the document", () => {
    expect(killers(doc, { bundles: new Set([sha256("bundle"), glueDigest(source)]) })).toEqual({});
    expect(killers(doc, { bundles: new Set([sha256("bundle")]) })).toEqual({
      knownBundles: [`the bundle \`${glueDigest(source).slice(0, 12)}\` of \`n + 1\` is not there`],
    });
    expect(Object.keys(killers(doc, { bundles: new Set([glueDigest(source)]) }))).toEqual(["knownBundles"]);
  });
});
