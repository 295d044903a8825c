import type { ChildProcess } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Ended, Project } from "./kit.ts";
import { createSourceProject } from "./source-project.ts";

const PIPELINE = `import { component, pipeline } from "dagwright";
import { base } from "./base.ts";
export const load = component({}, async ({ from }: { from: number }): Promise<{ rows: number }> => ({ rows: from }));
export default pipeline("p", async ({}: {}): Promise<{ rows: number }> => await load({ from: base }));
`;
const BASE = "export const base: number = 1;\n";

let project: Project;
let watching: { readonly child: ChildProcess; readonly ended: Promise<Ended> } | undefined;
beforeEach(async () => {
  project = await createSourceProject({ "pipeline.ts": PIPELINE, "base.ts": BASE });
});
afterEach(async () => {
  watching?.child.kill("SIGKILL");
  await watching?.ended;
  watching = undefined;
  project.cleanUp();
});

/** At once: half a file would be answered, too. */
function save(name: string, text: string): void {
  project.write(`${name}.new`, text);
  renameSync(project.path(`${name}.new`), project.path(name));
}

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts watching; each call answers what the next check says. */
function watch(...args: readonly string[]): () => Promise<Answer> {
  const started = project.start(["check", "pipeline.ts", "--watch", ...args]);
  watching = started;
  const { child } = started;
  let [stdout, stderr] = ["", ""];
  let arrived: () => void = () => undefined;
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString("utf8");
    arrived();
  });
  const end = /checked in \d+ ms; waiting for changes\n/u;
  return async () => {
    while (!end.test(stderr)) {
      if (child.exitCode !== null) throw new Error(`it ended: ${stderr}`);
      await new Promise<void>((resolve) => (arrived = resolve));
    }
    // stdout was written first, but comes by another pipe.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const answer = { stdout, stderr };
    stdout = "";
    stderr = stderr.replace(/^[^]*?checked in \d+ ms; waiting for changes\n/u, "");
    return answer;
  };
}

async function endedBy(signal: NodeJS.Signals): Promise<Ended> {
  if (watching === undefined) throw new Error("nothing was started");
  watching.child.kill(signal);
  return watching.ended;
}

test("an edit, a mistake, its correction and files that go and come back are all answered", async () => {
  const next = watch();
  expect(await next()).toMatchObject({ stdout: "", stderr: expect.stringMatching(/^ok: p\n/u) });

  save("base.ts", 'export const base = "x";\n');
  expect((await next()).stdout).toContain("pipeline.ts:4:");
  save("base.ts", "export const = ;\n");
  expect((await next()).stdout).toContain("base.ts:1:");
  save("base.ts", BASE);
  expect((await next()).stderr).toMatch(/^ok: p\n/u);

  renameSync(project.path("base.ts"), project.path("away.ts"));
  expect((await next()).stdout).toContain("Cannot find module './base.ts'");
  renameSync(project.path("away.ts"), project.path("base.ts"));
  expect((await next()).stderr).toMatch(/^ok: p\n/u);

  rmSync(project.path("pipeline.ts"));
  expect((await next()).stderr).toMatch(/^failed: 1 error/u);
  save("pipeline.ts", PIPELINE);
  expect((await next()).stderr).toMatch(/^ok: p\n/u);

  const ended = await endedBy("SIGINT");
  expect([ended.code, ended.stderr]).toEqual([0, expect.stringMatching(/waiting for changes\n$/u)]);
});

test("settings count, and files that nobody looked at do not", async () => {
  const next = watch();
  await next();
  project.write("notes.md", "nothing\n");
  save("tsconfig.json", project.read("tsconfig.json").replace('"strict":true', '"strict":true,"noImplicitAny":"perhaps"'));
  const { stdout, stderr } = await next();
  expect(stdout).toContain("noImplicitAny");
  expect(stderr.match(/checked in/gu)).toHaveLength(1);
  expect((await endedBy("SIGTERM")).code).toBe(0);
});

test("as JSON, each check ends with what it comes to", async () => {
  const next = watch("--format", "json");
  const lines = ({ stdout }: Answer): readonly unknown[] =>
    stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
  expect(lines(await next())).toEqual([expect.objectContaining({ type: "check", status: "Succeeded" })]);
  save("base.ts", 'export const base = "x";\n');
  const answered = lines(await next());
  expect(answered[0]).toMatchObject({ type: "diagnostic", file: "pipeline.ts" });
  expect(answered.at(-1)).toMatchObject({ type: "check", status: "Failed", errors: 1 });
});

test("a document cannot be watched", async () => {
  project.write("a.pipeline.json", "{}");
  const { code, stderr } = await project.dagwright("check", "--watch", "a.pipeline.json");
  expect([code, stderr]).toEqual([2, expect.stringContaining("--watch is for TypeScript files, and a.pipeline.json is none")]);
});
