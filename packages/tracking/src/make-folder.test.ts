import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "dagwright-folders-"));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

test("a folder is made with those above it, and the topmost that is new is told", () => {
  expect(makeFolder(join(top, "a", "b", "c"))).toBe(join(top, "a"));
  expect(statSync(join(top, "a", "b", "c")).isDirectory()).toBe(true);
  expect(makeFolder(join(top, "a", "b", "c"))).toBeUndefined();
  expect(makeFolder(join(top, "a", "b", "d"))).toBe(join(top, "a", "b", "d"));
});

test("what is no folder, or leads nowhere, is refused", () => {
  writeFileSync(join(top, "file"), "");
  symlinkSync(join(top, "nowhere"), join(top, "link"));
  expect(() => makeFolder(join(top, "file"))).toThrow("EEXIST");
  expect(() => makeFolder(join(top, "file", "a", "b"))).toThrow("ENOTDIR");
  expect(() => makeFolder(join(top, "link", "a"))).toThrow("EEXIST");
});

test.runIf(process.platform === "linux")("a folder that holds no others is refused at once, and named", () => {
  expect(() => makeFolder("/proc/nope")).toThrow("ENOENT: no such file or directory, mkdir '/proc/nope'");
  expect(() => makeFolder("/proc/nope/store/sha256")).toThrow("mkdir '/proc/nope'");
});
