import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@dagwright/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemPlatform } from "./platform.ts";
import { openStore, type ContentStore } from "./store.ts";

let root: string;
let store: ContentStore;
const at = (...names: string[]): string => join(root, ...names);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dagwright store ü "));
  store = openStore(at("store"), systemPlatform);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const objects = (): string[] =>
  readdirSync(at("store", "sha256"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

test("a file is found under its SHA-256, read-only, with nothing left of the writing", async () => {
  writeFileSync(at("a.csv"), "x,y\n1,2\n");
  const stored = await store.put(at("a.csv"));
  expect(stored).toEqual({ key: `sha256/${sha256("x,y\n1,2\n")}`, kind: "file", digest: sha256("x,y\n1,2\n"), bytes: 8 });
  const path = await store.open(stored.key, at("unused"));
  expect(readFileSync(path, "utf8")).toBe("x,y\n1,2\n");
  expect(statSync(path).mode & 0o777).toBe(0o444);
  expect(readdirSync(at("store", "tmp"))).toEqual([]);
  expect(readFileSync(at("a.csv"), "utf8")).toBe("x,y\n1,2\n");
});

test("the same content is stored once, moved or copied, from 20 writers at a time", async () => {
  const paths = Array.from({ length: 20 }, (_, index) => at(`f${index}`));
  for (const path of paths) writeFileSync(path, "same");
  const keys = await Promise.all(paths.map(async (path, index) => (await store.put(path, { move: index % 2 === 0 })).key));
  expect(new Set(keys).size).toBe(1);
  expect(objects()).toEqual([sha256("same")]);
});

test("a folder comes back with its files, empty folders, odd names and executable files", async () => {
  mkdirSync(at("model/empty"), { recursive: true });
  mkdirSync(at("model/späce dir"), { recursive: true });
  writeFileSync(at("model/weights.bin"), Buffer.from([0, 255, 1]));
  writeFileSync(at("model/späce dir/$(x) {{y}}"), "odd");
  writeFileSync(at("model/run.sh"), "#!/bin/sh\n");
  chmodSync(at("model/run.sh"), 0o755);
  const stored = await store.put(at("model"));
  expect(stored.kind).toBe("folder");
  expect(stored.bytes).toBe(16);

  const copy = await store.open(stored.key, at("copy"));
  expect(readdirSync(copy, { recursive: true }).toSorted()).toEqual(
    ["empty", "run.sh", "späce dir", "späce dir/$(x) {{y}}", "weights.bin"].toSorted(),
  );
  expect(readFileSync(join(copy, "weights.bin"))).toEqual(Buffer.from([0, 255, 1]));
  expect(statSync(join(copy, "run.sh")).mode & 0o777).toBe(0o555);
  expect((await store.put(at("copy"))).key).toBe(stored.key);
});

test("a file that holds the text of a manifest is not taken for the folder", async () => {
  mkdirSync(at("folder"));
  writeFileSync(at("folder/a"), "a");
  const folder = await store.put(at("folder"));
  const name = objects().find((object) => object.endsWith(".folder")) ?? "";
  writeFileSync(at("file"), readFileSync(at("store", "sha256", name.slice(0, 2), name)));
  const file = await store.put(at("file"));
  expect(file.digest).toBe(folder.digest);
  expect(file.key).not.toBe(folder.key);
  expect((await store.describe(file.key)).kind).toBe("file");
  expect((await store.describe(folder.key)).kind).toBe("folder");
});

test("changed bytes are noticed when they are read, and put right when they are written again", async () => {
  writeFileSync(at("a"), "good bytes");
  const { key } = await store.put(at("a"));
  const path = await store.open(key, at("unused"));
  chmodSync(path, 0o644);
  writeFileSync(path, "bad bytes!");
  await expect(store.open(key, at("unused"))).rejects.toMatchObject({ name: "StoreError", code: "corrupt" });
  await store.put(at("a"));
  expect(readFileSync(await store.open(key, at("unused")), "utf8")).toBe("good bytes");
});

test("a changed file inside a folder is noticed too", async () => {
  mkdirSync(at("folder"));
  writeFileSync(at("folder/a"), "aaaa");
  const { key } = await store.put(at("folder"));
  const path = at("store", "sha256", sha256("aaaa").slice(0, 2), sha256("aaaa"));
  chmodSync(path, 0o644);
  writeFileSync(path, "aaab");
  await expect(store.open(key, at("copy"))).rejects.toMatchObject({ code: "corrupt" });
});

test("keys that are not the store's and objects that are not there have their own errors", async () => {
  await expect(store.open("../../etc/passwd", at("x"))).rejects.toMatchObject({ code: "unknownKey" });
  await expect(store.open(`sha256/${"0".repeat(64)}`, at("x"))).rejects.toMatchObject({ code: "missing" });
  expect(await store.has("runs/x/0-a")).toBe(false);
});

test("links to files are taken as the files they lead to, and never moved away", async () => {
  writeFileSync(at("original"), "linked");
  mkdirSync(at("folder"));
  symlinkSync(at("original"), at("folder/link"));
  symlinkSync(at("original"), at("top"));
  await store.put(at("folder"), { move: true });
  expect((await store.put(at("top"), { move: true })).digest).toBe(sha256("linked"));
  expect(readFileSync(at("original"), "utf8")).toBe("linked");
});
