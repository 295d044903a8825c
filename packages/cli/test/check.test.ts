import { afterAll, beforeAll, expect, test } from "vitest";
import type { Project } from "./kit.ts";
import { createSourceProject } from "./source-project.ts";

const BROKEN = `import { component, pipeline } from "dagwright";
export const load = component({}, async (): Promise<{ rows: number }> => ({ rows: 7 }));
export default pipeline("broken", async ({ n }: { n: number }): Promise<{ rows: number }> => {
  const chance = Math.random();
  const { rows } = await load();
  return { rows: n + rows + chance };
});
`;
const FINE = BROKEN.replace("  const chance = Math.random();\n", "").replace(" + chance", "").replace('"broken"', '"fine"');

let project: Project;
beforeAll(async () => {
  project = await createSourceProject({ "broken.ts": BROKEN, "fine.ts": FINE });
}, 30_000);
afterAll(() => project.cleanUp());

test("the page of an error is named once, on stderr", async () => {
  const checked = await project.dagwright("check", "broken.ts");
  expect(checked.code).toBe(1);
  expect(checked.stderr).toBe("failed: 1 error\ndagwright explain DW2301 tells why, with an example\n");
});

test("the page that is named is that of the first error that is shown", async () => {
  project.write("a-broken.ts", BROKEN.replace('"broken"', '"typed"').replace("Math.random()", '"x" * 2'));
  const { stdout, stderr } = await project.dagwright("check", "broken.ts", "a-broken.ts");
  const [first] = /DW\d+/u.exec(stdout) ?? [];
  expect(stderr).toBe(`failed: 2 errors\ndagwright explain ${first} tells why, with an example\n`);
});

test("each format is a whole answer on stdout, whether something is wrong or not", async () => {
  const [github, sarif, json] = await Promise.all(
    ["github", "sarif", "json"].map((format) => project.dagwright("check", "broken.ts", "--format", format)),
  );
  expect(github).toMatchObject({ code: 1 });
  expect(github?.stdout).toMatch(/^::error file=broken\.ts,line=4,endLine=4,col=18,endColumn=31,title=DW2301::[^\n]+\n$/u);
  expect(sarif).toMatchObject({ code: 1 });
  expect(JSON.parse(sarif?.stdout ?? "")).toMatchObject({ runs: [{ results: [{ ruleId: "DW2301", level: "error" }] }] });
  expect(json).toMatchObject({ code: 1, stderr: "" });
  expect(json?.json()[0]).toMatchObject({ code: "DW2301", file: "broken.ts", range: { start: { line: 3, character: 17 } } });

  const fine = await Promise.all(["github", "sarif", "json"].map((format) => project.dagwright("check", "fine.ts", "--format", format)));
  expect(fine.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(fine[0]).toMatchObject({ stdout: "", stderr: "ok: fine\n" });
  expect(JSON.parse(fine[1]?.stdout ?? "")).toMatchObject({ runs: [{ results: [] }] });
  expect(fine[2]?.json()).toEqual([{ type: "check", status: "Succeeded", errors: 0, warnings: 0, hints: 0, pipelines: ["fine"] }]);
});

test("a format that there is not, or two of them, is a mistake of usage", async () => {
  const [unknown, two] = await Promise.all([
    project.dagwright("check", "fine.ts", "--format", "xml"),
    project.dagwright("check", "fine.ts", "--json", "--format", "sarif"),
  ]);
  expect(unknown).toMatchObject({ code: 2, stdout: "" });
  expect(unknown?.stderr).toContain("Allowed choices are text, json, github, sarif");
  expect(two).toMatchObject({ code: 2, stdout: "" });
  expect(two?.stderr).toContain("--json is --format json");
});

test("a code is explained by its page, and all of them are listed", async () => {
  const [page, short, unknown, all] = await Promise.all([
    project.dagwright("explain", "DW2301"),
    project.dagwright("explain", "2301"),
    project.dagwright("explain", "DW2310"),
    project.dagwright("explain"),
  ]);
  expect(page).toMatchObject({ code: 0, stderr: "" });
  expect(page?.stdout).toMatch(/^# DW2301: .*\n\n```text\nerror\[DW2301\]: /u);
  expect(short?.stdout).toBe(page?.stdout);
  expect(unknown).toMatchObject({ code: 2, stdout: "" });
  expect(unknown?.stderr).toMatch(/there is no diagnostic DW2310; did you mean DW\d{4}\b/u);
  expect(all?.stdout).toMatch(/^CODE +ABOUT\nDW0001 /u);
});
