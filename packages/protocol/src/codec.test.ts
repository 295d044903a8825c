import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodecError, crossBoundary, decode, encode, encodeField, handlesOnly } from "./codec.ts";
import { handleJson, type ArtifactHandle } from "./handle.ts";
import type { Json } from "./json.ts";
import { StepError } from "./step-error.ts";
import type { Type, Types } from "./type.ts";

const types: Types = {
  Tree: {
    kind: "object",
    fields: { value: { type: { kind: "number" } }, next: { type: { kind: "named", name: "Tree" }, optional: true } },
  },
};
const there = (value: unknown, type: Type): Json => encode(value, type, types, handlesOnly, "output");
const back = (json: Json, type: Type): unknown => decode(json, type, types, handlesOnly, "input");
const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof CodecError) return error.message;
    throw error;
  }
  return "accepted";
};

const handle: ArtifactHandle = { $artifact: "Model", key: "sha256/ab", digest: "ab", metadata: { rows: 3 } };

/** A type together with values that fit it. */
const typed: fc.Arbitrary<{ type: Type; value: unknown }> = fc.letrec<{ typed: { type: Type; value: unknown } }>((tie) => ({
  typed: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant({ type: { kind: "null" }, value: null } as const),
    fc.boolean().map((value) => ({ type: { kind: "boolean" } as const, value })),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ type: { kind: "number" } as const, value: value + 0 })),
    fc.string({ unit: "binary" }).map((value) => ({ type: { kind: "string" } as const, value: value.toWellFormed() })),
    fc.date({ noInvalidDate: true }).map((value) => ({ type: { kind: "date" } as const, value })),
    fc.constantFrom("ship", "hold").map((value) => ({ type: { kind: "literal", values: ["ship", "hold", 3] } as const, value })),
    fc.constant({ type: { kind: "artifact", artifact: "Model" } as const, value: handle }),
    fc
      .tuple(tie("typed"), tie("typed"))
      .map(([a, b]) => ({ type: { kind: "tuple", items: [a.type, b.type] } as const, value: [a.value, b.value] })),
    fc
      .tuple(tie("typed"), fc.nat(3))
      .map(([a, count]) => ({ type: { kind: "array", items: a.type } as const, value: Array.from({ length: count }, () => a.value) })),
    fc.tuple(tie("typed"), tie("typed"), fc.boolean()).map(([a, b, isThere]) => ({
      type: { kind: "object", fields: { a: { type: a.type }, b: { type: b.type, optional: true } } } as const,
      value: { a: a.value, ...(isThere ? { b: b.value } : {}) },
    })),
    fc
      .tuple(fc.string(), tie("typed"))
      .map(([name, a]) => ({ type: { kind: "record", values: a.type } as const, value: Object.fromEntries([[`k${name}`, a.value]]) })),
  ),
})).typed;

describe("encode and decode", () => {
  it("bring every value back that fits its type, through JSON text", () => {
    fc.assert(
      fc.property(typed, ({ type, value }) => {
        expect(back(JSON.parse(JSON.stringify(there(value, type))) as Json, type)).toEqual(value);
      }),
    );
  });

  it("freeze what they make, all the way down", () => {
    const type: Type = {
      kind: "object",
      fields: { xs: { type: { kind: "array", items: { kind: "record", values: { kind: "number" } } } }, at: { type: { kind: "date" } } },
    };
    const value = back({ xs: [{ a: 1 }], at: "2026-01-01T00:00:00.000Z" }, type) as { xs: { a: number }[]; at: Date };
    expect([value, value.xs, value.xs[0], value.at].every((part) => Object.isFrozen(part))).toBe(true);
  });

  it("make 0 of -0", () => {
    expect(Object.is(there(-0, { kind: "number" }), 0)).toBe(true);
    expect(Object.is(crossBoundary([-0], handlesOnly, "output"), undefined)).toBe(false);
    expect(crossBoundary([-0], handlesOnly, "output")).toEqual([0]);
  });

  it("follow named types, for recursion", () => {
    const tree = { value: 1, next: { value: 2 } };
    expect(back(there(tree, { kind: "named", name: "Tree" }), { kind: "named", name: "Tree" })).toEqual(tree);
    expect(refusal(() => there({ value: 1, next: { value: "2" } }, { kind: "named", name: "Tree" }))).toBe(
      'output.next.value is "2", not number',
    );
  });

  it("drop fields that the type does not know", () => {
    expect(there({ a: 1, extra: 2 }, { kind: "object", fields: { a: { type: { kind: "number" } } } })).toEqual({ a: 1 });
  });

  it("take a kind of artifact for no other, and any kind where any will do", () => {
    expect(there(handle, { kind: "artifact", artifact: "" })).toEqual(handleJson(handle));
    expect(refusal(() => there(handle, { kind: "artifact", artifact: "Dataset" }))).toBe("output is a Model, not a Dataset");
    expect(refusal(() => back(handleJson(handle), { kind: "artifact", artifact: "Dataset" }))).toBe("input is a Model, not a Dataset");
    expect(refusal(() => there({ key: "x" }, { kind: "artifact", artifact: "Model" }))).toBe("output is an object with key, not Model");
  });

  it("say of a union what the member that fits best lacks", () => {
    const shape = (name: string): Type => ({
      kind: "object",
      fields: { kind: { type: { kind: "literal", values: [name] } }, size: { type: { kind: "number" } } },
    });
    const union: Type = { kind: "union", members: [shape("circle"), { kind: "null" }] };
    expect(there(null, union)).toBeNull();
    expect(refusal(() => there({ kind: "circle", size: "3" }, union))).toBe('output.size is "3", not number');
    expect(refusal(() => there(true, union))).toBe('output is true, not { kind: "circle"; size: number } | null');
  });

  it.each([
    [Number.NaN, { kind: "number" }, "output is NaN, which JSON cannot hold"],
    [Number.NEGATIVE_INFINITY, { kind: "number" }, "output is -Infinity, which JSON cannot hold"],
    [1.5, { kind: "number", integer: true }, "output is 1.5, not a whole number"],
    [1, { kind: "number", minimum: 2 }, "output is 1, less than 2"],
    [3, { kind: "number", maximum: 2 }, "output is 3, more than 2"],
    ["\ud83d", { kind: "string" }, "output holds a lone surrogate, which is not valid Unicode text"],
    ["ab", { kind: "string", pattern: "^a$" }, 'output is "ab", which does not match ^a$'],
    ["ab", { kind: "string", minLength: 3 }, "output is shorter than 3"],
    ["ab", { kind: "string", maxLength: 1 }, "output is longer than 1"],
    [2, { kind: "number", exclusiveMinimum: 2 }, "output is 2, not more than 2"],
    [2, { kind: "number", exclusiveMaximum: 2 }, "output is 2, not less than 2"],
    [0.35, { kind: "number", multipleOf: 0.1 }, "output is 0.35, not a multiple of 0.1"],
    ["a@b@c", { kind: "string", format: "email" }, 'output is "a@b@c", which is not of the format email'],
    [[], { kind: "array", items: { kind: "number" }, minItems: 1 }, "output is a list of 0, fewer than 1"],
    [[1, 2], { kind: "array", items: { kind: "number" }, maxItems: 1 }, "output is a list of 2, more than 1"],
    [
      [{ a: 1, b: 2 }, 1, { b: 2, a: 1 }],
      {
        kind: "array",
        items: { kind: "union", members: [{ kind: "record", values: { kind: "number" } }, { kind: "number" }] },
        uniqueItems: true,
      },
      "output holds the same item twice, at 0 and 2",
    ],
    [new Date(Number.NaN), { kind: "date" }, "output is an invalid Date"],
    ["2026-01-01", { kind: "date" }, 'output is "2026-01-01", not Date'],
    ["off", { kind: "literal", values: ["ship", 1] }, 'output is "off", not "ship" | 1'],
    [[1], { kind: "tuple", items: [] }, "output is a list of 1, not []"],
    [new Map(), { kind: "object", fields: {} }, "output is a Map, not {}"],
    [() => 1, { kind: "record", values: { kind: "null" } }, "output is a function, not Record<string, null>"],
    [undefined, { kind: "boolean" }, "output is undefined, not boolean"],
    [[[1], ["x"]], { kind: "array", items: { kind: "array", items: { kind: "number" } } }, 'output[1][0] is "x", not number'],
    [{ "a b": "x" }, { kind: "record", values: { kind: "number" } }, 'output["a b"] is "x", not number'],
  ] as const satisfies readonly (readonly [unknown, Type, string])[])(
    "refuse %o for %o with the path and the reason",
    (value, type, message) => {
      expect(refusal(() => there(value, type))).toBe(message);
    },
  );

  it("count characters, not the halves of surrogate pairs, and multiples as people do", () => {
    expect(there("👍👍", { kind: "string", maxLength: 2 })).toBe("👍👍");
    expect(there(0.3, { kind: "number", multipleOf: 0.1 })).toBe(0.3);
  });

  it("check limits on the way in as on the way out", () => {
    expect(refusal(() => back([1, 1], { kind: "array", items: { kind: "number" }, uniqueItems: true }))).toBe(
      "input holds the same item twice, at 0 and 1",
    );
    expect(refusal(() => back(-1, { kind: "number", minimum: 0 }))).toBe("input is -1, less than 0");
  });

  const object = (...names: readonly string[]): Type => ({
    kind: "object",
    fields: Object.fromEntries(names.map((name) => [name, { type: { kind: "number" } }])),
  });

  it("take the member of a union that keeps most of a value, whatever the order", () => {
    const value = { a: 1, b: 2 };
    for (const members of [
      [object("a"), object("a", "b")],
      [object("a", "b"), object("a")],
    ]) {
      expect(there(value, { kind: "union", members })).toEqual(value);
      expect(back(value, { kind: "union", members })).toEqual(value);
      expect(there({ a: 1 }, { kind: "union", members })).toEqual({ a: 1 });
    }
    const lists: Type = {
      kind: "union",
      members: [
        { kind: "array", items: object("a") },
        { kind: "array", items: object("a", "b") },
      ],
    };
    expect(back([value, value], lists)).toEqual([value, value]);
  });

  it("leave a text alone that could be read as a date, where a text may stand", () => {
    expect(back("may", { kind: "union", members: [{ kind: "date" }, { kind: "literal", values: ["may"] }] })).toBe("may");
    expect(back("2024-05-01", { kind: "union", members: [{ kind: "date" }, { kind: "null" }] })).toEqual(new Date("2024-05-01"));
  });

  it("refuse a __proto__ key, own or in a record", () => {
    const value = JSON.parse('{"__proto__": 1}') as object;
    expect(refusal(() => there(value, { kind: "record", values: { kind: "number" } }))).toContain("output.__proto__");
    expect(refusal(() => there(value, { kind: "object", fields: {} }))).toContain("output.__proto__");
    expect(refusal(() => crossBoundary(value, handlesOnly, "output"))).toContain("output.__proto__");
  });

  it("refuse bad inputs as well as bad outputs", () => {
    const object: Type = { kind: "object", fields: { a: { type: { kind: "number" } } } };
    expect(refusal(() => back({}, object))).toBe("input.a is missing, but number is required");
    expect(refusal(() => back([], object))).toBe("input is a list of 0, not { a: number }");
    expect(refusal(() => back("soon", { kind: "date" }))).toBe('input is "soon", not Date');
    expect(refusal(() => back("x", { kind: "union", members: [{ kind: "null" }, { kind: "number" }] }))).toBe(
      'input is "x", not null | number',
    );
  });
});

describe("encodeField", () => {
  it("takes undefined only where the field is optional", () => {
    const field = { type: { kind: "number" } } as const;
    expect(encodeField(undefined, { ...field, optional: true }, types, handlesOnly, "output.x")).toBeUndefined();
    expect(refusal(() => encodeField(undefined, field, types, handlesOnly, "output.x"))).toBe(
      "output.x is undefined, but number is required",
    );
  });
});

describe("crossBoundary", () => {
  it("takes how a step failed as data, without its stack", () => {
    const failure = { step: "train", attempt: 2, kind: "exit", message: "out of memory", exitCode: 137 } as const;
    const results = [{ status: "rejected", reason: new StepError(failure) }];
    expect(crossBoundary(results, handlesOnly, "input")).toEqual([{ status: "rejected", reason: failure }]);
    expect(refusal(() => crossBoundary(new Error("x"), handlesOnly, "input"))).toContain("a Error");
  });

  it("copies and freezes, so that nobody changes what another step was given", () => {
    const given = { xs: [1, { a: new Date(0) }], none: undefined };
    const crossed = crossBoundary(given, handlesOnly, "input") as typeof given;
    expect(crossed).toEqual({ xs: [1, { a: new Date(0) }] });
    expect("none" in crossed).toBe(false);
    expect(Object.isFrozen(crossed.xs)).toBe(true);
    given.xs.push(2);
    expect(crossed.xs).toHaveLength(2);
  });

  it.each([
    [new Map(), "output is a Map, which does not survive a step boundary"],
    [{ a: [10n] }, "output.a[0] is a bigint, which does not survive a step boundary"],
    [{ f: () => 1 }, "output.f is a function, which does not survive a step boundary"],
    [new (class Custom {})(), "output is a Custom, which does not survive a step boundary"],
    [{ a: { b: Number.NaN } }, "output.a.b is NaN, which JSON cannot hold"],
    ["\udc00", "output holds a lone surrogate, which is not valid Unicode text"],
  ])("refuses %o", (value, message) => {
    expect(refusal(() => crossBoundary(value, handlesOnly, "output"))).toBe(message);
  });
});
