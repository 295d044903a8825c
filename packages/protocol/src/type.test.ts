import { describe, expect, it } from "vitest";
import { jsonSchemaOf, printType, printTypeInFull, type Type } from "./type.ts";

const type: Type = {
  kind: "object",
  fields: {
    share: { type: { kind: "number", exclusiveMinimum: 0, maximum: 1 }, description: "Of all rows.", examples: [0.5] },
    seeds: {
      type: { kind: "array", items: { kind: "number", integer: true }, minItems: 1, uniqueItems: true },
      optional: true,
      deprecated: true,
    },
    mail: { type: { kind: "string", format: "email", maxLength: 80 } },
  },
};

describe("a type with limits", () => {
  it("is JSON Schema under the same names", () => {
    expect(jsonSchemaOf(type)).toEqual({
      type: "object",
      properties: {
        share: { type: "number", exclusiveMinimum: 0, maximum: 1, description: "Of all rows.", examples: [0.5] },
        seeds: { type: "array", items: { type: "integer" }, minItems: 1, uniqueItems: true, deprecated: true },
        mail: { type: "string", format: "email", maxLength: 80 },
      },
      required: ["share", "mail"],
      additionalProperties: false,
    });
  });

  it("is TypeScript in messages, and complete in a printed document", () => {
    expect(printType(type)).toBe("{ share: number; seeds?: number[]; mail: string }");
    expect(printTypeInFull(type)).toBe(
      "{ share: number(exclusiveMinimum 0, maximum 1); seeds?: number(integer)[](minItems 1, uniqueItems); mail: string(format email, maxLength 80) }",
    );
  });
});
