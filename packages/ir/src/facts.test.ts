import type { Ref, Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { decided, factsOf, type Fact } from "./facts.ts";
import { rootBlock } from "./walk.ts";

const ref = (...path: readonly string[]): Ref => ({ kind: "ref", node: "load", path: [...path] });
const ABSENT: Value = { kind: "absent" };
const NULL: Value = { kind: "literal", value: null };
const is = (left: Value, op: "===" | "!==", right: Value): Value => ({ kind: "compare", op, left, right });
const user = ref("user");
/** `user?.address`, where `user` may be absent. */
const address: Value = { kind: "conditional", test: is(user, "===", ABSENT), then: ABSENT, else: ref("user", "address") };
const block = rootBlock({
  inputs: {},
  body: { nodes: [], results: {}, onFailure: "settle" },
  span: { file: "a.ts", start: [1, 1], end: [1, 1] },
});
const known = (condition: Value): readonly string[] =>
  [...new Set(factsOf(condition, true, block).map(({ kind, path }) => `${kind} ${path.join(".")}`))].toSorted();

describe("what a comparison says of a choice", () => {
  it("is the side that alone can have come out so", () => {
    expect(known(is(address, "!==", ABSENT))).toEqual(["notAbsent user", "notAbsent user.address"]);
  });

  it("is more where two comparisons hold", () => {
    const both: Value = { kind: "and", left: is(address, "!==", ABSENT), right: is(address, "!==", NULL) };
    expect(known(both)).toEqual(["notAbsent user", "notAbsent user.address", "notNull user.address"]);
  });

  it("is nothing where both sides can have", () => {
    expect(known(is(address, "!==", NULL))).toEqual([]);
    expect(known(is(address, "===", ABSENT))).toEqual([]);
  });
});

describe("a condition is decided", () => {
  const facts: readonly Fact[] = [{ node: "load", path: ["user", "address"], kind: "notAbsent" }];

  it("by what is known of the value, and of its parts", () => {
    expect(decided(is(ref("user", "address"), "===", ABSENT), facts)).toBe(false);
    expect(decided(is(user, "!==", NULL), facts)).toBe(true);
    expect(decided({ kind: "or", left: is(user, "===", ABSENT), right: is(user, "===", NULL) }, facts)).toBe(false);
  });

  it("by nothing else", () => {
    expect(decided(is(ref("user", "address"), "===", NULL), facts)).toBeUndefined();
    expect(decided(is(ref("other"), "===", ABSENT), facts)).toBeUndefined();
  });
});
