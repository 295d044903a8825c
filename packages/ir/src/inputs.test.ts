import type { Json, Type } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { fits, inputFromText, parseInputs } from "./inputs.ts";
import { arrayOf, document, NUMBER, objectOf, pipeline, region, STRING } from "./testing/build.ts";

const doc = document(
  {},
  {
    main: pipeline(region([]), {
      inputs: {
        table: { type: STRING },
        at: { type: { kind: "date" }, optional: true },
        seeds: { type: arrayOf(NUMBER), default: [1, 2] },
      },
    }),
  },
);

describe("parseInputs", () => {
  it("applies defaults, leaves out what is absent, and brings dates to one form", () => {
    expect(parseInputs(doc, { table: "t", at: "2024-05-01" })).toEqual({
      inputs: { table: "t", at: "2024-05-01T00:00:00.000Z", seeds: [1, 2] },
    });
    expect(parseInputs(doc, { table: "t" })).toEqual({ inputs: { table: "t", seeds: [1, 2] } });
  });

  it("reports every parameter that is wrong", () => {
    expect(parseInputs(doc, { tabel: 1, seeds: [1, "2"], at: "soon" })).toEqual({
      problems: [
        { name: "tabel", message: "there is no input tabel; did you mean table?" },
        { name: "table", message: "table is missing: it is string" },
        { name: "at", message: 'at is "soon", not Date' },
        { name: "seeds", message: 'seeds[1] is "2", not number' },
      ],
    });
    expect(parseInputs(doc, [])).toEqual({ problems: [{ name: "", message: "the inputs are not an object" }] });
    expect(parseInputs(doc, {}, "mian")).toEqual({
      problems: [{ name: "mian", message: "there is no pipeline mian; did you mean main?" }],
    });
  });
});

describe("the limits of inputs", () => {
  const limited = document(
    {},
    {
      main: pipeline(region([]), {
        inputs: {
          share: { type: { kind: "number", minimum: 0, maximum: 1 }, default: 0.5 },
          mails: { type: { kind: "array", items: { kind: "string", format: "email" }, minItems: 1 } },
          row: { type: objectOf({ name: { kind: "string", pattern: "^[a-z]+$" } }), optional: true },
        },
      }),
    },
  );

  it("are checked before a run starts, each with the path to what breaks it", () => {
    expect(parseInputs(limited, { mails: ["a@b.c"] })).toEqual({ inputs: { share: 0.5, mails: ["a@b.c"] } });
    expect(parseInputs(limited, { share: 2, mails: [], row: { name: "A1" } })).toEqual({
      problems: [
        { name: "share", message: "share is 2, more than 1" },
        { name: "mails", message: "mails is a list of 0, fewer than 1" },
        { name: "row", message: 'row.name is "A1", which does not match ^[a-z]+$' },
      ],
    });
    expect(parseInputs(limited, { mails: ["a@b.c", "nobody"] })).toEqual({
      problems: [{ name: "mails", message: 'mails[1] is "nobody", which is not of the format email' }],
    });
  });
});

describe("inputFromText", () => {
  it.each<[string, Type, Json]>([
    ["5", STRING, "5"],
    ["5", NUMBER, 5],
    ["[1,2]", arrayOf(NUMBER), [1, 2]],
    ["a", { kind: "literal", values: ["a", "b"] }, "a"],
    ["true", { kind: "union", members: [STRING, { kind: "boolean" }] }, true],
    ["yes", { kind: "union", members: [STRING, { kind: "boolean" }] }, "yes"],
    ["2024-05-01", { kind: "date" }, "2024-05-01T00:00:00.000Z"],
    ['{"a":"x"}', objectOf({ a: STRING }), { a: "x" }],
  ])("reads %s", (text, type, value) => {
    expect(inputFromText(text, type, {}, "p")).toEqual(value);
  });

  it("says what it is not", () => {
    expect(() => inputFromText("five", NUMBER, {}, "n")).toThrow('n is "five", not number');
    expect(() => inputFromText("c", { kind: "literal", values: ["a", "b"] }, {}, "n")).toThrow('n is "c", not "a" | "b"');
  });
});

describe("fits", () => {
  it("tells values of a type from others", () => {
    expect([fits(1, NUMBER, {}), fits("1", NUMBER, {})]).toEqual([true, false]);
  });
});
