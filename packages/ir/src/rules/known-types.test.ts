import type { Type } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { arrayOf, component, document, objectOf, pipeline, region, task } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const typed = (type: Type, types: Readonly<Record<string, Type>> = {}) =>
  document({ c: component({}, type) }, { main: pipeline(region([task("a", "c")])) }, { types });
const tree: Type = objectOf({ children: arrayOf({ kind: "named", name: "Tree" }) });

describe("known-types", () => {
  it("takes recursive types", () => {
    expect(killers(typed({ kind: "named", name: "Tree" }, { Tree: tree }))).toEqual({});
  });

  it("refuses names that are not there", () => {
    expect(killers(typed({ kind: "named", name: "Tre" }, { Tree: tree }))).toEqual({
      knownTypes: ["there is no type `Tre`; did you mean Tree?"],
    });
  });

  it("refuses a name for nothing but itself", () => {
    const type: Type = { kind: "named", name: "A" };
    expect(killers(typed(type, { A: { kind: "union", members: [type, { kind: "null" }] } }))).toEqual({
      knownTypes: ["the type `A` is a name for nothing but itself"],
    });
  });

  it("refuses a pattern that is no regular expression", () => {
    expect(killers(typed({ kind: "string", pattern: "(" }))).toEqual({
      knownTypes: ["a type of `c` has the pattern `(`, which is no regular expression"],
    });
  });
});
