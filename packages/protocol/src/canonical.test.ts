import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical.ts";
import type { Json } from "./json.ts";

/** A number by its IEEE 754 bits, as RFC 8785 lists its examples. */
function fromBits(hex: string): number {
  return Buffer.from(hex, "hex").readDoubleBE();
}

describe("canonicalJson", () => {
  it.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["8000000000000001", "-5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["ffefffffffffffff", "-1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["c340000000000000", "-9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["44b52d02c7e14af6", "1e+23"],
    ["44b52d02c7e14af7", "1.0000000000000001e+23"],
    ["444b1ae4d6e2ef4e", "999999999999999700000"],
    ["444b1ae4d6e2ef4f", "999999999999999900000"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555553", "333333333.3333332"],
    ["41b3de4355555554", "333333333.33333325"],
    ["41b3de4355555555", "333333333.3333333"],
    ["41b3de4355555556", "333333333.3333334"],
    ["41b3de4355555557", "333333333.33333343"],
    ["becbf647612f3696", "-0.0000033333333333333333"],
    ["43143ff3c1cb0959", "1424953923781206.2"],
  ])("writes the number with bits %s as RFC 8785 does", (bits, text) => {
    expect(canonicalJson(fromBits(bits))).toBe(text);
  });

  it("sorts names by UTF-16 code units, not by code points", () => {
    const names = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew",
      "1": "One",
      "\ud83d\ude00": "Emoji",
      "\u0080": "Control",
      "\u00f6": "Latin o",
    };
    expect(Object.values(JSON.parse(canonicalJson(names)) as object)).toHaveLength(7);
    const order = ["Carriage Return", "One", "Control", "Latin o", "Euro Sign", "Emoji", "Hebrew"];
    const text = canonicalJson(names);
    expect(order.map((word) => text.indexOf(`"${word}"`))).toEqual(
      order.map((word) => text.indexOf(`"${word}"`)).toSorted((a, b) => a - b),
    );
  });

  it("escapes only what JSON must, in lower case", () => {
    expect(canonicalJson('€$\u000f\nA\'B"\\\\"/')).toBe(String.raw`"€$\u000f\nA'B\"\\\\\"/"`);
  });

  it("writes nested values without white space", () => {
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: "" })).toBe('{"a":"","b":[1,{"c":true,"d":null}]}');
  });

  it("refuses what I-JSON cannot hold", () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow(TypeError);
    expect(() => canonicalJson("\ud800")).toThrow("lone surrogate");
    expect(() => canonicalJson({ "\udfff": 1 })).toThrow("lone surrogate");
  });

  it("does not depend on the order in which members were written, and loses nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "grapheme", maxDepth: 3 }), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Json;
        const text = canonicalJson(json);
        expect(JSON.parse(text)).toEqual(json);
        expect(canonicalJson(reversed(json))).toBe(text);
      }),
      { numRuns: 50 },
    );
  });
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => reversed(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member as Json)]),
  );
}
