import { describe, expect, it } from "vitest";
import { schemaText } from "./json-schema.ts";

describe("the published JSON Schema", () => {
  it("is what the zod schemas say; `vitest -u` writes it anew", async () => {
    await expect(schemaText()).toMatchFileSnapshot("../schema.gen.json");
  });

  it("allows no unknown fields and names its parts", () => {
    const text = schemaText();
    expect(text).toContain('"$id": "dagwright/v1"');
    expect(text).toContain('"additionalProperties": false');
    expect(text).toContain('"#/$defs/Region"');
  });
});
