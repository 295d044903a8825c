import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  arrayOf,
  artifact,
  BOOLEAN,
  component,
  document,
  field,
  literal,
  NUMBER,
  objectOf,
  pipeline,
  recordOf,
  ref,
  region,
  STRING,
  task,
} from "@dagwright/ir/testing";
import { sha256, type Type } from "@dagwright/protocol";
import { openTracking } from "@dagwright/tracking";
import { afterEach, beforeEach, expect, test } from "vitest";
import { by, createKit, ofType, type Kit } from "../test/kit.ts";
import { systemPlatform } from "./platform.ts";
import { openStore } from "./store.ts";

let kit: Kit;
beforeEach(() => (kit = createKit()));
afterEach(() => kit.cleanUp());

const made = objectOf({ file: artifact("Dataset"), folder: artifact("Model"), same: artifact("Dataset") });
const seen: Type = objectOf({
  text: STRING,
  metadata: { kind: "record", values: NUMBER },
  digests: arrayOf(STRING),
  names: arrayOf(STRING),
  isExecutable: BOOLEAN,
  isInside: BOOLEAN,
});
const components = {
  prepare: by("prepare", component({ rows: STRING }, made)),
  inspect: by("inspect", component({ file: artifact("Dataset"), folder: artifact("Model") }, seen)),
  passOn: by("passOn", component({ file: artifact("Dataset") }, artifact("Dataset"))),
};
const ROWS = "a,ü\n1,2\n";
const doc = document(components, {
  main: pipeline(
    region(
      [
        task("data", "prepare", { rows: literal(ROWS) }),
        task("passed", "passOn", { file: ref("data", "file") }),
        task("look", "inspect", { file: ref("passed"), folder: ref("data", "folder") }),
      ],
      { value: recordOf({ seen: ref("look"), passed: ref("passed"), folder: ref("data", "folder") }) },
    ),
    { output: field(objectOf({ seen, passed: artifact("Dataset"), folder: artifact("Model") })) },
  ),
});

test("files and folders go from step to step through the store, with their metadata and one digest everywhere", async () => {
  const ran = await kit.run(doc);
  expect(ran.failure).toBeUndefined();
  const store = openStore(join(kit.home, "store"), systemPlatform);
  const folders = readdirSync(join(kit.home, "store", "sha256"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".folder"),
  );
  const folderDigest = folders[0]?.split("/").at(-1)?.replace(".folder", "") ?? "";
  expect(ran.outputs).toEqual({
    seen: {
      text: ROWS,
      metadata: { rows: ROWS.length },
      digests: [sha256(ROWS), folderDigest],
      names: ["empty", "run.sh", "train.csv"],
      isExecutable: true,
      isInside: true,
    },
    passed: { $artifact: "Dataset", key: `sha256/${sha256(ROWS)}`, digest: sha256(ROWS), metadata: { rows: ROWS.length } },
    folder: { $artifact: "Model", key: `sha256/${folderDigest}.folder`, digest: folderDigest, metadata: {} },
  });
  expect(readFileSync(join(await store.open(`sha256/${folderDigest}.folder`, join(kit.home, "copy")), "train.csv"), "utf8")).toBe(ROWS);
});

test("the same bytes are stored once, in one run and in the next", async () => {
  await kit.run(doc);
  const objects = (): string[] => readdirSync(join(kit.home, "store", "sha256"), { recursive: true, encoding: "utf8" }).toSorted();
  const first = objects();
  await kit.run(doc);
  expect(objects()).toEqual(first);
  // The rows (file, same, train.csv), run.sh and the folder's manifest.
  expect(first.filter((name) => name.includes("/"))).toHaveLength(3);
});

test("an input whose stored bytes have changed fails the step that reads it", async () => {
  const ran = await kit.run(doc, {
    onEvent: (event) => {
      if (event.type !== "stepFinished" || event.step !== "data") return;
      const path = join(kit.home, "store", "sha256", sha256(ROWS).slice(0, 2), sha256(ROWS));
      chmodSync(path, 0o644);
      writeFileSync(path, "changed");
    },
  });
  expect(ran.failure).toMatchObject({ kind: "infrastructure", message: expect.stringContaining("have changed") });
});

test("artifacts, metrics and params that a step logs stand in tracking and in the events", async () => {
  const tracking = openTracking({ home: kit.home });
  const both = document(
    { ...components, measure: by("measure", component({ n: NUMBER })) },
    {
      main: pipeline(
        region([
          task("data", "prepare", { rows: literal(ROWS) }),
          task("look", "inspect", { file: ref("data", "file"), folder: ref("data", "folder") }),
          task("fit", "measure", { n: literal(3) }),
        ]),
      ),
    },
  );
  const ran = await kit.run(both, { tracking });
  const run = await tracking.getRun(ran.id);
  expect(ran.failure).toBeUndefined();
  const step = (id: string) => run.steps.find((one) => one.id === id);
  expect(step("data")?.artifacts.map(({ name, kind, role, digest }) => [name, kind, role, digest === sha256(ROWS)])).toEqual([
    ["file", "Dataset", "output", true],
    ["folder", "Model", "output", false],
    ["same", "Dataset", "output", true],
  ]);
  expect(step("look")?.artifacts.map(({ name, role, metadata }) => [name, role, metadata])).toEqual([
    ["file", "input", { rows: ROWS.length }],
    ["folder", "input", {}],
  ]);
  expect(step("fit")?.params).toEqual({ kind: "forest" });
  expect(step("fit")?.metrics).toMatchObject({ loss: { value: 1 / 3, step: 2 }, nan: { value: Number.NaN } });
  expect((await tracking.getMetricHistory(ran.id, "loss")).map(({ value }) => value)).toEqual([1, 1 / 2, 1 / 3]);
  await tracking.close();
  expect(ofType(ran.events, "metric").map(({ name, value, index }) => [name, value, index])).toEqual([
    ["loss", 1, 0],
    ["loss", 1 / 2, 1],
    ["loss", 1 / 3, 2],
    ["nan", "NaN", undefined],
  ]);
  expect(
    ofType(ran.events, "log")
      .filter(({ stream }) => stream === "info")
      .map(({ text }) => text),
  ).toEqual(["attempt 1"]);
});
