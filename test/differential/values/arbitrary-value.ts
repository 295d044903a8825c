/** Random types, each with a value of it, and ways to spoil the value so that it may not cross a step boundary. */
import type { Type } from "@dagwright/protocol";
import fc from "fast-check";

export interface TypedValue {
  readonly type: Type;
  /** Made anew by each call: what crosses a boundary is frozen. */
  readonly make: () => unknown;
}

const NUMBERS = [0, -0, 1, -1, 0.1, 1e21, 1e-7, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, Number.EPSILON, 2 ** 31, -(2 ** 31)];
const NEAR_53 = [2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, -(2 ** 53 - 1), -(2 ** 53), 2 ** 63, 2 ** 64];
const TEXTS = [
  "",
  " ",
  "null",
  "0",
  "=1",
  "!x",
  "{{x}}",
  "{{=1}}",
  "$(HOME)",
  "$$",
  "\n",
  "\r\n",
  "\t",
  "\u0000",
  "\u0085",
  "\u2028\u2029",
  "\ufeff",
  "\uffff",
  "é",
  "👩‍👩‍👧",
  "\u{10ffff}",
  '"',
  "\\u0024",
  "</script>",
  "2026-11-24T00:00:00.000Z",
];
/** Also those that every object has without having been given them. */
const NAMES = [
  "a",
  "b",
  "",
  "0",
  "01",
  "-",
  "a b",
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "length",
  "é",
  "👩",
  "{{a}}",
  "$a",
  "$artifact",
];
const DATES = [0, -1, 1, 8.64e15, -8.64e15, Date.UTC(2024, 1, 29), Date.UTC(-1, 0, 1), Date.UTC(9999, 11, 31, 23, 59, 59, 999)];

const number = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.constantFrom(...NEAR_53),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
);
const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.tuple(fc.constantFrom("x", "é", "👩", "{{", "$"), fc.nat({ max: 4000 })).map(([part, times]) => part.repeat(times)),
);
const name = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 4, unit: "grapheme" })).filter((each) => each !== "__proto__");

const always =
  (type: Type) =>
  (value: unknown): TypedValue => ({ type, make: () => value });

const LEAVES: fc.Arbitrary<TypedValue> = fc.oneof(
  { weight: 4, arbitrary: number.map(always({ kind: "number" })) },
  { weight: 4, arbitrary: text.map(always({ kind: "string" })) },
  { weight: 1, arbitrary: fc.boolean().map(always({ kind: "boolean" })) },
  { weight: 1, arbitrary: fc.constant(always({ kind: "null" })(null)) },
  {
    weight: 3,
    arbitrary: fc
      .oneof(
        fc.constantFrom(...DATES),
        fc.date({ noInvalidDate: true }).map((date) => date.getTime()),
      )
      .map((time): TypedValue => ({
        type: { kind: "date" },
        make: () => new Date(time),
      })),
  },
  { weight: 1, arbitrary: fc.constantFrom("ship", "hold", 3, true).map(always({ kind: "literal", values: ["ship", "hold", 3, true] })) },
);

interface Member {
  readonly name: string;
  readonly value: TypedValue;
  readonly presence: "required" | "optional" | "absent" | "undefined";
}

const objectOf = (members: readonly Member[]): TypedValue => ({
  type: {
    kind: "object",
    fields: Object.fromEntries(
      members.map(({ name: key, value, presence }) => [key, { type: value.type, ...(presence === "required" ? {} : { optional: true }) }]),
    ),
  },
  make: () =>
    Object.fromEntries(
      members
        .filter(({ presence }) => presence !== "absent")
        // The order of the keys says nothing.
        .toReversed()
        .map(({ name: key, value, presence }) => [key, presence === "undefined" ? undefined : value.make()]),
    ),
});

const listOf = (item: TypedValue, length: number): TypedValue => ({
  type: { kind: "array", items: item.type },
  make: () => Array.from({ length }, () => item.make()),
});

/** The value of one member of a union with others that cannot be taken for it. */
const unionOf = (value: TypedValue): TypedValue => {
  const other: Type = value.type.kind === "null" ? { kind: "boolean" } : { kind: "null" };
  return { type: { kind: "union", members: [other, value.type] }, make: value.make };
};

const { value } = fc.letrec<{ value: TypedValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true, maxDepth: 5 },
    { weight: 5, arbitrary: LEAVES },
    { weight: 2, arbitrary: fc.tuple(tie("value"), fc.nat({ max: 3 })).map(([item, length]) => listOf(item, length)) },
    {
      weight: 1,
      arbitrary: fc.array(tie("value"), { maxLength: 3 }).map((items): TypedValue => ({
        type: { kind: "tuple", items: items.map(({ type }) => type) },
        make: () => items.map(({ make }) => make()),
      })),
    },
    {
      weight: 4,
      arbitrary: fc
        .uniqueArray(
          fc.record({ name, value: tie("value"), presence: fc.constantFrom("required", "required", "optional", "absent", "undefined") }),
          { selector: (member) => member.name, maxLength: 4 },
        )
        .map((members) => objectOf(members)),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(tie("value"), fc.uniqueArray(name, { maxLength: 4 })).map(([item, names]): TypedValue => ({
        type: { kind: "record", values: item.type },
        make: () => Object.fromEntries(names.map((key) => [key, item.make()])),
      })),
    },
    { weight: 1, arbitrary: tie("value").map(unionOf) },
    // Deep: as many lists around it.
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie("value"), fc.integer({ min: 10, max: 60 }))
        .map(([inner, depth]) => Array.from({ length: depth }).reduce<TypedValue>((made) => listOf(made, 1), inner)),
    },
  ),
}));

/** As a field, for names of outputs are names of files, too, and may not be anything. */
const asField = <T extends TypedValue>(typed: T): T => ({
  ...typed,
  type: { kind: "object", fields: { value: { type: typed.type } } },
  make: () => ({ value: typed.make() }),
});

export const arbitraryValue: fc.Arbitrary<TypedValue> = value.map(asField);

export interface Spoilt extends TypedValue {
  /** Of what is wrong. */
  readonly place: string;
}

/** What JSON, or a step boundary, cannot hold. */
const SPOILS: readonly (readonly [what: string, type: Type, make: () => unknown, place?: string])[] = [
  ["NaN", { kind: "number" }, () => Number.NaN],
  ["Infinity", { kind: "number" }, () => Number.POSITIVE_INFINITY],
  ["-Infinity", { kind: "number" }, () => Number.NEGATIVE_INFINITY],
  ["a lone high surrogate", { kind: "string" }, () => "a\ud800"],
  ["a lone low surrogate", { kind: "string" }, () => "\udc00b"],
  ["an invalid date", { kind: "date" }, () => new Date(Number.NaN)],
  ["__proto__ as a key", { kind: "record", values: { kind: "number" } }, () => JSON.parse('{ "__proto__": 1 }') as unknown, ".__proto__"],
  ["half a character in a key", { kind: "record", values: { kind: "number" } }, () => ({ "a\ud800": 1 }), '["a\\ud800"]'],
  ["a Map", { kind: "record", values: { kind: "number" } }, () => new Map([["a", 1]])],
  ["a function", { kind: "string" }, () => () => "a"],
  ["a big integer", { kind: "number" }, () => 2n ** 60n],
];

/** A value with something in it that may not cross, a few levels down. */
export const arbitrarySpoilt: fc.Arbitrary<Spoilt> = fc
  .tuple(fc.constantFrom(...SPOILS), fc.array(fc.constantFrom("list", "field"), { maxLength: 4 }), value)
  .map(([[, type, make, place = ""], levels, beside]) => {
    let spoilt: Spoilt = { type, make, place };
    for (const level of levels) {
      const inner = spoilt;
      spoilt =
        level === "list"
          ? { type: { kind: "array", items: inner.type }, make: () => [inner.make()], place: `[0]${inner.place}` }
          : {
              ...objectOf([
                { name: "beside", value: beside, presence: "required" },
                { name: "in", value: inner, presence: "required" },
              ]),
              place: `.in${inner.place}`,
            };
    }
    return asField({ ...spoilt, place: `.value${spoilt.place}` });
  });
