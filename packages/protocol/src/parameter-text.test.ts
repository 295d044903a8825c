import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "./json.ts";
import { toParameterText } from "./parameter-text.ts";

const hostile = fc
  .array(fc.constantFrom("{", "{{", "}}", "$", "$$", "$(HOME)", "{{=1}}", "\\", '"', "\\u007b", "a", "\n"), { maxLength: 12 })
  .map((parts) => parts.join(""));
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    hostile,
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(hostile, tie("json"), { maxKeys: 4 }),
  ),
}));

describe("toParameterText", () => {
  it("gives JSON that means the same", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(toParameterText(value))).toEqual(value);
      }),
    );
  });

  it("leaves nothing that Argo or Kubernetes would expand", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = toParameterText(value);
        expect(text).not.toContain("{{");
        expect(text).not.toContain("$");
      }),
    );
  });

  it("escapes what Argo writes in Go's way, which JSON does not know", () => {
    // An unassigned character, one for private use, and one that an older Unicode may not know.
    expect(toParameterText("\u{3f47c}\u{10fffd}\u{1f389}\u007fé日")).toBe(String.raw`"\ud8bd\udc7c\udbff\udffd\ud83c\udf89\u007fé日"`);
  });

  it("escapes three braces in a row so that no two of them stay together", () => {
    expect(toParameterText("{{{x}}}")).toBe(String.raw`"{\u007b{x}}}"`);
  });
});
