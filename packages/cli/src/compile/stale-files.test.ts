import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { OutputFile } from "./output-file.ts";
import { staleFiles } from "./stale-files.ts";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "dagwright stale "))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string, kind: OutputFile["kind"] = "manifest"): OutputFile => ({ name, bytes: Buffer.from(text), kind });

test("what is the same is not mentioned", () => {
  writeFileSync(join(folder, "a.yaml"), "one\n");
  expect(staleFiles(folder, [file("a.yaml", "one\n")])).toEqual([]);
});

test("a manifest that differs is shown as a unified diff", () => {
  writeFileSync(join(folder, "a.yaml"), "one\ntwo\n");
  expect(staleFiles(folder, [file("a.yaml", "one\n2\n")])).toEqual(["--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"]);
});

test("a manifest that is missing comes from nowhere", () => {
  expect(staleFiles(folder, [file("a.yaml", "one\n")])[0]).toBe("--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1,1 @@\n+one\n");
});

test("packed code is not printed", () => {
  const [text = ""] = staleFiles(folder, [file("a.yaml", `${"x".repeat(5000)}\n`)]);
  expect(text).toContain("… (4801 more characters)");
  expect(staleFiles(folder, [file("bundles/x.mjs", "code", "code")])).toEqual(["missing: bundles/x.mjs\n"]);
});
