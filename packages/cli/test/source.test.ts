import { afterAll, beforeAll, expect, test } from "vitest";
import { template } from "../src/init/templates.ts";
import type { Project } from "./kit.ts";
import { createSourceProject } from "./source-project.ts";

const TWO = `import { component, pipeline } from "dagwright";
export const load = component({}, async (): Promise<{ rows: number }> => ({ rows: 7 }));
export const inner = pipeline("inner", async ({ n }: { n: number }): Promise<{ n: number }> => {
  const { rows } = await load();
  return { n: n + rows };
});
export default pipeline("outer", async ({ n = 1 }: { n?: number }): Promise<{ n: number }> => await inner({ n }));
export const other = pipeline("other", async ({}: {}): Promise<{ rows: number }> => await load());
`;
const BROKEN = `import { component, pipeline } from "dagwright";
export const load = component({}, async (): Promise<{ rows: number }> => ({ rows: 7 }));
export default pipeline("broken", async ({ n }: { n: number }): Promise<{ rows: number }> => {
  const chance = Math.random();
  load();
  return { rows: n + chance };
});
`;
const THROWS = `import { component, pipeline } from "dagwright";

export const explode = component({}, async (): Promise<{ n: number }> => {
  throw new Error("no luck");
});

export default pipeline("throws", async ({}: {}): Promise<{ n: number }> => await explode());
`;

let project: Project;
beforeAll(async () => {
  project = await createSourceProject({ "pipeline.ts": template("pipeline.ts"), "two.ts": TWO, "broken.ts": BROKEN, "throws.ts": THROWS });
}, 30_000);
afterAll(() => project.cleanUp());

test("init's example runs", async () => {
  const ran = await project.dagwright("run", "pipeline.ts", "--json", "-p", "noise=0");
  expect(ran.code).toBe(0);
  expect(ran.json().at(-1)).toMatchObject({ type: "run", status: "Succeeded", outputs: { accepted: true, model: { $artifact: "Model" } } });
  expect(ran.json()).toContainEqual(expect.objectContaining({ type: "metric", step: "fitLine", name: "slope" }));
});

test("the default export is run, and compile takes all that stand for themselves", async () => {
  const ran = await project.dagwright("run", "two.ts", "--json", "-p", "n=3");
  expect(ran.json().at(-1)).toMatchObject({ status: "Succeeded", outputs: { n: 10 } });
  expect((await project.dagwright("run", "two.ts", "--pipeline", "inner", "-p", "n=1", "--json")).json().at(-1)).toMatchObject({
    outputs: { n: 8 },
  });
  const compiled = await project.dagwright("compile", "two.ts", "--target", "ir", "-o", "out");
  expect(compiled.stderr).toBe("wrote out/outer.pipeline.json\nwrote out/other.pipeline.json\n");
  expect(await project.dagwright("compile", "two.ts", "--target", "ir", "-o", "out", "--check")).toMatchObject({ code: 0 });
  const again = await project.dagwright("run", "out/outer.pipeline.json", "--json");
  expect(again.json().at(-1)).toMatchObject({ status: "Succeeded", outputs: { n: 8 } });
  const inner = await project.dagwright("run", "out/outer.pipeline.json", "--pipeline", "inner", "-p", "n=2", "--json");
  expect(inner.json().at(-1)).toMatchObject({ status: "Succeeded", outputs: { n: 9 } });
});

test("everything that is wrong is told at once, with the code", async () => {
  const checked = await project.dagwright("check", "broken.ts");
  expect(checked.code).toBe(1);
  expect(checked.stdout).toContain("--> broken.ts:4:18");
  expect(checked.stdout).toContain("const chance = Math.random();");
  expect(checked.stdout.match(/^error\[/gmu)?.length).toBeGreaterThan(1);
});

test("a stack names the user's own source", async () => {
  const ran = await project.dagwright("run", "throws.ts");
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain("explode failed (thrown): no luck\n    at ");
  expect(ran.stdout).toContain("throws.ts:4:9");
});
