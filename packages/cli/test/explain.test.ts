/** `check --explain` over a pipeline that has one of everything. `vitest -u` writes the golden. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Project } from "./kit.ts";
import { createSourceProject } from "./source-project.ts";

const fixture = (name: string): string => join(import.meta.dirname, "fixtures", name);
const TWICE = `import { score } from "./pipeline.ts";
export const twice = async (x: number): Promise<number> => score({ x: x * 2 });
`;
const BROKEN = `import { pipeline } from "dagwright";
export default pipeline("broken", async (): Promise<number> => Math.random());
`;

let project: Project;
beforeAll(async () => {
  project = await createSourceProject({
    "pipeline.ts": readFileSync(fixture("explained.ts.txt"), "utf8"),
    "twice.ts": TWICE,
    "broken.ts": BROKEN,
  });
}, 30_000);
afterAll(() => project.cleanUp());

test("every expression is told with its place and the reason, and the same again", async () => {
  const first = await project.dagwright("check", "pipeline.ts", "--explain");
  expect(first).toMatchObject({ code: 0, stderr: "ok: everything\n" });
  await expect(first.stdout).toMatchFileSnapshot(fixture("explained.txt"));
  // What a check has kept changes nothing.
  await project.dagwright("check", "pipeline.ts");
  expect((await project.dagwright("check", "pipeline.ts", "--explain")).stdout).toBe(first.stdout);
});

test("as JSON it is a line each, with a range, before the line about all", async () => {
  const { code, stderr, json } = await project.dagwright("check", "pipeline.ts", "--explain", "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = json();
  expect(lines).toContainEqual({
    type: "explanation",
    pipeline: "everything",
    kind: "constant",
    nodes: [],
    reason: "folded while compiling: `0.5`",
    file: "pipeline.ts",
    range: { start: { line: 13, character: 62 }, end: { line: 13, character: 67 } },
  });
  expect(lines.at(-1)).toMatchObject({ type: "check", status: "Succeeded" });
});

test("a compiled pipeline is explained as far as it goes, where its source is not to be had", async () => {
  await project.dagwright("compile", "pipeline.ts", "-t", "ir", "-o", "out");
  const { code, stdout } = await project.dagwright("check", "out/everything.pipeline.json", "--explain");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^pipeline everything\n/u);
  expect(stdout).toContain("`load`: a process or pod of its own, of component load");
  expect(stdout).toContain("the condition of `if` is `good.length === 0`: the target evaluates it");
});

test("what does not compile is not explained, and its errors are told", async () => {
  const { code, stdout } = await project.dagwright("check", "broken.ts", "--explain");
  expect(code).toBe(1);
  expect(stdout).toMatch(/^error\[DW2301\]/u);
  expect(stdout).not.toContain("pipeline broken");
});

test("formats that have no place for it are refused", async () => {
  const { code, stderr } = await project.dagwright("check", "pipeline.ts", "--explain", "--format", "sarif");
  expect(code).toBe(2);
  expect(stderr).toContain("--explain is told as text or json");
});
