import { absent, glue, listOf, literal, NUMBER, recordOf, ref, template, whenSucceeded } from "@dagwright/ir/testing";
import { describe, expect, it } from "vitest";
import { pushPath } from "./push-path.ts";

describe("pushPath", () => {
  it("lengthens a reference", () => {
    expect(pushPath(ref("a", "x"), ["y", 0])).toEqual(ref("a", "x", "y", 0));
  });

  it("takes the part of a record, a list and a literal", () => {
    expect(pushPath(recordOf({ x: listOf(literal(1), ref("a")) }), ["x", 1, "y"])).toEqual(ref("a", "y"));
    expect(pushPath(literal({ x: [{ y: null }] }), ["x", 0, "y"])).toEqual(literal(null));
    expect(pushPath(literal([1, 2]), ["length"])).toEqual(literal(2));
  });

  it("reads what is not there as absent, also by a name that every object inherits", () => {
    expect(pushPath(undefined, ["x"])).toEqual(absent);
    expect(pushPath(absent, [])).toEqual(absent);
    expect(pushPath(recordOf({}), ["toString"])).toEqual(absent);
    expect(pushPath(literal({}), ["constructor"])).toEqual(absent);
    expect(pushPath(listOf(), [3])).toEqual(absent);
  });

  it("goes into both sides of a choice", () => {
    const choice = { kind: "conditional", test: ref("t"), then: recordOf({ x: literal(1) }), else: ref("b") } as const;
    expect(pushPath(choice, ["x"])).toEqual({ ...choice, then: literal(1), else: ref("b", "x") });
    expect(pushPath(whenSucceeded("a", ref("a"), absent), ["x"])).toEqual(whenSucceeded("a", ref("a", "x"), absent));
  });

  it("gives nothing where a part takes evaluation", () => {
    expect(pushPath(template("a"), ["length"])).toBeUndefined();
    expect(pushPath(glue("x", NUMBER, {}), ["x"])).toBeUndefined();
    expect(pushPath(listOf(literal(1)), ["length"])).toBeUndefined();
    expect(pushPath(whenSucceeded("a", glue("x", NUMBER, {}), absent), ["x"])).toBeUndefined();
  });

  it("gives nothing where JavaScript would throw", () => {
    expect(pushPath(literal(null), ["x"])).toBeUndefined();
    expect(pushPath(literal({ x: null }), ["x", "y"])).toBeUndefined();
  });
});
