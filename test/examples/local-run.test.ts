import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import iris from "../../examples/iris/pipeline.ts";
import evaluate from "../../examples/llm-eval/pipeline.ts";
import stoppingDistance from "../../examples/python-train/pipeline.ts";
import readability from "../../examples/readability/pipeline.ts";
import { root } from "./documents.ts";

const home = mkdtempSync(join(tmpdir(), "dagwright-local-run-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The outputs of `dagwright run`, whose last line is the run itself. */
function outputsOf(example: string, params: object): unknown {
  const args = [
    join(root, "packages/cli/bin/dagwright.mjs"),
    "run",
    `examples/${example}/pipeline.ts`,
    "--json",
    "--params",
    JSON.stringify(params),
  ];
  // Containers run their fakes, whatever is installed on this machine.
  const env = { ...process.env, DAGWRIGHT_HOME: home, DAGWRIGHT_SECRET_LLM_API_KEY: "none", PATH: "" };
  const done = spawnSync(process.execPath, args, { cwd: root, env, encoding: "utf8", timeout: 100_000 });
  const last: unknown = JSON.parse(done.stdout.trimEnd().split("\n").at(-1) ?? "null");
  expect(last, done.stderr).toMatchObject({ type: "run", status: "Succeeded" });
  return typeof last === "object" && last !== null && "outputs" in last ? last.outputs : undefined;
}

/** What can be compared: everything but files. */
const plain = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, member]) => typeof member !== "object"));

it("iris comes to the same verdict in plain Node and in processes, and is right nine times in ten", async () => {
  const verdict = await iris({});
  expect(verdict.accuracy).toBeGreaterThanOrEqual(0.9);
  expect(outputsOf("iris", {})).toMatchObject(plain(verdict));
});

it("iris is refused in both when too much is asked of it", async () => {
  const verdict = await iris({ minAccuracy: 1.1 });
  expect(verdict.accepted).toBe(false);
  expect(outputsOf("iris", { minAccuracy: 1.1 })).toEqual(verdict);
});

it("the line of python-train is the same in both", async () => {
  expect(outputsOf("python-train", {})).toMatchObject(plain(await stoppingDistance({})));
});

it.each([{ limit: 2 }, { limit: 5 }])("readability says the same in both, with $limit", async ({ limit }) => {
  const input = { text: "One two. Three four five.", limit };
  expect(outputsOf("readability", input)).toMatchObject(plain(await readability(input)));
});

it.each([{}, { model: "weak", size: 40 }, { model: "none" }])("llm-eval comes to the same verdict in both, of %j", async (input) => {
  const verdict = await evaluate(input);
  expect(outputsOf("llm-eval", input)).toMatchObject(plain(verdict));
});
