import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, readPath, type Scope } from "./evaluate.ts";
import type { Json } from "./json.ts";
import { ARITHMETIC_OPERATORS, COMPARE_OPERATORS, type Value } from "./value.ts";

/** An expression, and the same in JavaScript over the variables `n`, `s`, `b` and `xs`. */
interface Twin {
  readonly value: Value;
  readonly source: string;
}

const VARIABLES = { n: 7, s: "text €", b: true, xs: [1, 2.5, -3] } satisfies Record<string, Json>;
const variable = (name: keyof typeof VARIABLES): Twin => ({ value: { kind: "ref", node: name, path: [] }, source: name });
const constant = (value: number | string | boolean): Twin => ({ value: { kind: "literal", value }, source: JSON.stringify(value) });

const { number, string, boolean } = fc.letrec<{ number: Twin; string: Twin; boolean: Twin }>((tie) => ({
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.integer({ min: -50, max: 50 }).map(constant),
    fc.constant(variable("n")),
    fc.tuple(fc.constantFrom(...ARITHMETIC_OPERATORS), tie("number"), tie("number")).map(([op, a, b]): Twin => ({
      value: { kind: "arithmetic", op, left: a.value, right: b.value },
      source: `((${a.source}) ${op} (${b.source}) + 0)`,
    })),
    tie("string").map((a): Twin => ({ value: { kind: "length", operand: a.value }, source: `${a.source}.length` })),
    fc.tuple(tie("boolean"), tie("number"), tie("number")).map(conditional),
    fc.integer({ min: -1, max: 4 }).map((index): Twin => ({
      value: { kind: "coalesce", left: { kind: "ref", node: "xs", path: [index] }, right: { kind: "literal", value: 9 } },
      source: `(xs[${index}] ?? 9)`,
    })),
  ),
  string: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.string({ maxLength: 4 }).map(constant),
    fc.constant(variable("s")),
    fc.array(fc.oneof(tie("string"), tie("number"), tie("boolean")), { maxLength: 3 }).map((parts): Twin => ({
      value: { kind: "template", parts: parts.map((part) => part.value) },
      source: `[${parts.map((part) => `\`\${${part.source}}\``).join(", ")}].join("")`,
    })),
    fc.tuple(tie("boolean"), tie("string"), tie("string")).map(conditional),
  ),
  boolean: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.boolean().map(constant),
    fc.constant(variable("b")),
    fc.tuple(fc.constantFrom(...COMPARE_OPERATORS), tie("number"), tie("number")).map(([op, a, b]) => compared(op, a, b)),
    fc.tuple(fc.constantFrom(...COMPARE_OPERATORS), tie("string"), tie("string")).map(([op, a, b]) => compared(op, a, b)),
    fc
      .tuple(tie("boolean"), tie("boolean"))
      .map(([a, b]): Twin => ({ value: { kind: "and", left: a.value, right: b.value }, source: `(${a.source} && ${b.source})` })),
    fc
      .tuple(tie("boolean"), tie("boolean"))
      .map(([a, b]): Twin => ({ value: { kind: "or", left: a.value, right: b.value }, source: `(${a.source} || ${b.source})` })),
    tie("boolean").map((a): Twin => ({ value: { kind: "not", operand: a.value }, source: `!${a.source}` })),
  ),
}));

function conditional([test, yes, no]: [Twin, Twin, Twin]): Twin {
  return {
    value: { kind: "conditional", test: test.value, then: yes.value, else: no.value },
    source: `(${test.source} ? ${yes.source} : ${no.source})`,
  };
}

function compared(op: (typeof COMPARE_OPERATORS)[number], a: Twin, b: Twin): Twin {
  return { value: { kind: "compare", op, left: a.value, right: b.value }, source: `(${a.source} ${op} ${b.source})` };
}

const scope: Scope = {
  read: ({ node, path }) => {
    const value = Object.entries(VARIABLES).find(([name]) => name === node)?.[1];
    return readPath(value, path);
  },
  succeeded: (node) => node === "good",
  glue: (glue, roots) => ({ export: glue.export, ...(roots["a"] === undefined ? {} : { a: roots["a"] }) }),
};

/** `-0` becomes 0 in every value that crosses a boundary. */
const withoutMinusZero = (value: unknown): unknown => (Object.is(value, -0) ? 0 : value);

function javascript(source: string): unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- the expression is made by this test, never by somebody else
  const run = new Function(...Object.keys(VARIABLES), `"use strict"; return ${source};`);
  return withoutMinusZero(Reflect.apply(run, undefined, Object.values(VARIABLES)));
}

describe("evaluate", () => {
  it("means what JavaScript means", () => {
    fc.assert(
      fc.property(fc.oneof(number, string, boolean), (twin) => {
        const expected = javascript(twin.source);
        fc.pre(!(typeof expected === "number" && !Number.isFinite(expected)));
        expect(evaluate(twin.value, scope)).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the operand itself for && and ||, as JavaScript does", () => {
    const literal = (value: Json): Value => ({ kind: "literal", value });
    expect(evaluate({ kind: "and", left: literal(0), right: literal("x") }, scope)).toBe(0);
    expect(evaluate({ kind: "and", left: literal("a"), right: literal("x") }, scope)).toBe("x");
    expect(evaluate({ kind: "or", left: literal(""), right: literal("x") }, scope)).toBe("x");
    expect(evaluate({ kind: "or", left: literal([]), right: literal("x") }, scope)).toEqual([]);
  });

  it("tells absent from null where JavaScript tells undefined from it", () => {
    const absent: Value = { kind: "absent" };
    const nothing: Value = { kind: "literal", value: null };
    expect(evaluate({ kind: "compare", op: "===", left: absent, right: nothing }, scope)).toBe(false);
    expect(evaluate({ kind: "compare", op: "===", left: absent, right: absent }, scope)).toBe(true);
    expect(
      evaluate({ kind: "coalesce", left: absent, right: { kind: "coalesce", left: nothing, right: { kind: "literal", value: 1 } } }, scope),
    ).toBe(1);
  });

  it("leaves absent fields out of records, and makes them null in lists", () => {
    expect(evaluate({ kind: "record", fields: { a: { kind: "absent" }, b: { kind: "literal", value: 1 } } }, scope)).toEqual({ b: 1 });
    expect(evaluate({ kind: "list", items: [{ kind: "absent" }] }, scope)).toEqual([null]);
  });

  it("reads a partial value only where its node succeeded", () => {
    const read = (node: string): Value => ({
      kind: "whenSucceeded",
      node,
      value: { kind: "literal", value: "new" },
      otherwise: { kind: "literal", value: "old" },
    });
    expect(evaluate(read("good"), scope)).toBe("new");
    expect(evaluate(read("bad"), scope)).toBe("old");
  });

  it("evaluates the roots of glue before it calls it", () => {
    const span = { file: "a.ts", start: [1, 1], end: [1, 2] } as const;
    const root = {
      value: { kind: "arithmetic", op: "+", left: { kind: "literal", value: 1 }, right: { kind: "literal", value: 2 } },
      type: { kind: "number" },
    } as const;
    const glue: Value = {
      kind: "glue",
      glue: "0",
      export: "f",
      roots: { a: root },
      constants: {},
      type: { kind: "number" },
      place: "consumer",
      source: "f(a)",
      span,
    };
    expect(evaluate(glue, scope)).toEqual({ export: "f", a: 3 });
  });

  it("throws on numbers that are none instead of making NaN of them", () => {
    const sum: Value = { kind: "arithmetic", op: "+", left: { kind: "literal", value: "1" }, right: { kind: "literal", value: 1 } };
    expect(() => evaluate(sum, scope)).toThrow(TypeError);
  });
});

describe("readPath", () => {
  it("reads only what the value itself has", () => {
    expect(readPath({ a: [{ b: 1 }] }, ["a", 0, "b"])).toBe(1);
    expect(readPath({ a: 1 }, ["toString"])).toBeUndefined();
    expect(readPath([1, 2], ["length"])).toBe(2);
    expect(readPath([1, 2], ["map"])).toBeUndefined();
  });

  it("throws where JavaScript does: below nothing", () => {
    expect(() => readPath({}, ["a", "b"])).toThrow('cannot read "b" of undefined');
    expect(() => readPath(null, ["b"])).toThrow(TypeError);
  });
});
