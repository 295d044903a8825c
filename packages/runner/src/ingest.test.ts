import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256, type ArtifactHandle, type Json } from "@dagwright/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ingestOutput } from "./ingest.ts";
import { systemPlatform } from "./platform.ts";
import { openStore, type ContentStore } from "./store.ts";

let root: string;
let store: ContentStore;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dagwright-ingest-"));
  mkdirSync(join(root, "artifacts"));
  store = openStore(join(root, "store"), systemPlatform);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const PREFIX = "runs/r/a.b/1";
const handle = (key: string): Json & ArtifactHandle => ({ $artifact: "Model", key, metadata: { auc: 0.9 } });
const ingest = (output: Json) => ingestOutput(store, output, PREFIX, join(root, "artifacts"));
const write = (name: string, text: string): void => writeFileSync(join(root, "artifacts", name), text);

test("files of the step move into the store, wherever their handles stand, and keep their metadata", async () => {
  write("0-a", "one");
  write("1-b", "two");
  const result = await ingest({ list: [handle(`${PREFIX}/0-a`), { deep: handle(`${PREFIX}/1-b`) }], again: handle(`${PREFIX}/0-a`), n: 1 });
  const stored = (text: string) => ({ $artifact: "Model", key: `sha256/${sha256(text)}`, digest: sha256(text), metadata: { auc: 0.9 } });
  expect(result).toEqual({ kind: "stored", output: { list: [stored("one"), { deep: stored("two") }], again: stored("one"), n: 1 } });
  expect(existsSync(join(root, "artifacts", "0-a"))).toBe(false);
  expect(readFileSync(await store.open(stored("one").key, root), "utf8")).toBe("one");
});

test("an input that is passed on stays what it is", async () => {
  const { key } = await store.putBytes(Buffer.from("input"));
  expect(await ingest([handle(key)])).toEqual({ kind: "stored", output: [handle(key)] });
});

test("a handle whose bytes are nowhere is an invalid output", async () => {
  expect(await ingest({ model: handle(`${PREFIX}/0-gone`) })).toEqual({
    kind: "invalid",
    reason: "output.model is an artifact whose file is not there",
  });
  expect(await ingest([handle("runs/other/1/0-a")])).toEqual({
    kind: "invalid",
    reason: "output[0] is an artifact this run does not know (runs/other/1/0-a)",
  });
  expect(await ingest(handle(`${PREFIX}/../../secret`))).toMatchObject({ kind: "invalid" });
});
