import { describe, expect, test } from "vitest";
import { knownCodes, readPage } from "./pages.ts";

describe("pages", () => {
  test("have a title and a reason", () => {
    expect(readPage("DW2301")).toMatchObject({ code: "DW2301", title: "a value that is another one each time" });
    for (const code of knownCodes()) {
      const page = readPage(code);
      expect(page?.title, code).not.toBe(code);
      expect(page?.why, code).toMatch(/^[A-Z`].*[.)]$/u);
    }
  });

  test("are found by a code and by nothing else", () => {
    expect(readPage("DW9999")).toBeUndefined();
    expect(readPage("README")).toBeUndefined();
    expect(readPage("../diagnostics/DW2301")).toBeUndefined();
  });
});
