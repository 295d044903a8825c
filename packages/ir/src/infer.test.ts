import { describe, expect, it } from "vitest";
import type { Document, Node, Region } from "./model.ts";
import { verify } from "./verify.ts";

const span = { file: "a.ts", start: [1, 1], end: [1, 2] } as const;
const region = (nodes: readonly Node[], results: Region["results"]): Region => ({ nodes, results, onFailure: "settle" });
const base = { span, order: [] };

/** `if (ok) { if (good) return "early"; } return "late";` with its early return as a flag; `early` is what the inner branch yields. */
const early = (given: Region["results"]): Document => {
  const ref = (node: string, ...path: string[]) => ({ kind: "ref", node, path }) as const;
  const literal = (value: string | boolean) => ({ kind: "literal", value }) as const;
  const phis = { done: { type: { kind: "boolean" } }, value: { type: { kind: "string" }, optional: true } } as const;
  const inner: Node = {
    ...base,
    kind: "branch",
    id: "inner",
    condition: ref("input", "good"),
    then: region([], { done: literal(true), ...given }),
    else: region([], { done: literal(false) }),
    phis,
  };
  const outer: Node = {
    ...base,
    kind: "branch",
    id: "outer",
    condition: ref("input", "ok"),
    then: region([inner], { done: ref("inner", "done"), value: ref("inner", "value") }),
    else: region([], { done: literal(false) }),
    phis,
  };
  const last: Node = {
    ...base,
    kind: "branch",
    id: "last",
    condition: ref("outer", "done"),
    then: region([], { value: ref("outer", "value") }),
    else: region([], { value: literal("late") }),
    phis: { value: { type: { kind: "string" } } },
  };
  return {
    irVersion: "dagwright/v1",
    types: {},
    components: {},
    pipelines: {
      main: {
        inputs: { ok: { type: { kind: "boolean" } }, good: { type: { kind: "boolean" } } },
        output: { type: { kind: "string" } },
        body: region([outer, last], { value: ref("last", "value") }),
        span,
      },
    },
    entry: "main",
  };
};

describe("a value that goes with a flag", () => {
  it("is there where the flag says that its side was taken, through nested branches too", () => {
    expect(verify(early({ value: { kind: "literal", value: "early" } }))).toEqual([]);
  });

  it("may be absent if that side does not yield it", () => {
    expect(verify(early({})).map(({ code }) => code)).toContain("DW4141");
  });
});
