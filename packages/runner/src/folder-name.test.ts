import { expect, test } from "vitest";
import { folderName } from "./folder-name.ts";

test("a readable id is its own name", () => {
  expect(folderName("fits.2.train_A-b")).toBe("fits.2.train_A-b");
});

test("other ids become one safe name each", () => {
  const ids = ["größe", "grosse", "a/b", "a_b", "..", ".", "../x", "x".repeat(500), "x".repeat(501), "A B"];
  const names = ids.map(folderName);
  expect(new Set(names).size).toBe(ids.length);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}(?:~[0-9a-f]{12})?$/u);
});
