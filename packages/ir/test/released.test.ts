/** A document of every version that was ever released is read, is sound, and means what it meant: `released/` only ever grows. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@dagwright/protocol";
import { interpret, type StepCall } from "../src/interpret.ts";
import { IR_VERSION, type Document } from "../src/model.ts";
import { parseDocument } from "../src/parse.ts";
import { arbitraryComponents, glueDigest } from "../src/testing/index.ts";
import { verify } from "../src/verify.ts";

const folder = join(import.meta.dirname, "released");
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));

function released(file: string): Document {
  const parsed = parseDocument(readFileSync(join(folder, file), "utf8"));
  if ("diagnostics" in parsed) throw new Error(JSON.stringify(parsed.diagnostics, undefined, 1));
  return parsed.document;
}

const doubles = { [glueDigest("export default ({ n }) => n * 2;")]: ({ n }: Readonly<Record<string, unknown>>) => Number(n) * 2 };

const run = async (file: string, inputs: JsonObject) =>
  interpret(released(file), {
    inputs,
    components: arbitraryComponents,
    glue: doubles,
    approvals: { approve: { approve: { reason: "good" } } },
  });

const callsOf = (calls: readonly StepCall[]): readonly string[] =>
  calls.map(({ path, attempt, outcome }) => `${path} ${attempt} ${outcome.kind}`).toSorted();

describe("a released document", () => {
  it("is there of this version", () => {
    // Stored once, when a version is released, and never edited: a changed document is a new version.
    expect(files).toContain(`${IR_VERSION.slice("dagwright/".length)}.json`);
  });

  it.each(files)("%s is read as one of this version, and is sound", (file) => {
    const document = released(file);
    expect(document.irVersion).toBe(IR_VERSION);
    expect(verify(document)).toEqual([]);
  });

  it("v1 holds every node, and means what it meant", async () => {
    const kinds = new Set([...readFileSync(join(folder, "v1.json"), "utf8").matchAll(/"kind": "(\w+)"/gu)].map(([, kind]) => kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(["task", "call", "branch", "forEach", "loop", "try", "group", "fail", "compute", "approval"]),
    );
    const { outcome, output, onExit, calls } = await run("v1.json", { n: 3 });
    expect(outcome).toEqual({ kind: "succeeded" });
    expect(onExit).toEqual({ kind: "succeeded" });
    expect(output).toMatchInlineSnapshot(`
      {
        "each": [
          2,
          4,
          6,
        ],
        "large": 6,
        "loop": 3,
        "settled": {},
        "total": 9,
      }
    `);
    expect(callsOf(calls)).toMatchInlineSnapshot(`
      [
        "each.0.item-step 1 succeeded",
        "each.1.item-step 1 succeeded",
        "each.2.item-step 1 succeeded",
        "exit 1 succeeded",
        "fails 1 failed",
        "fails 2 failed",
        "group.0.left 1 succeeded",
        "group.1.right 1 succeeded",
        "large 1 succeeded",
        "last 1 succeeded",
        "load 1 succeeded",
        "loop.0.turn-step 1 succeeded",
        "loop.1.turn-step 1 succeeded",
        "settled.0.item-fails 1 succeeded",
        "settled.1.item-fails 1 failed",
        "settled.1.item-fails 2 failed",
        "sub.inner 1 succeeded",
        "tried 1 succeeded",
      ]
    `);
  });
});
