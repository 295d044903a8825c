import { readdirSync, statSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { formatDocument } from "@dagwright/ir";
import { doubled } from "./documents.ts";
import { createProject, type Project } from "./kit.ts";

let project: Project;
beforeEach(() => (project = createProject()));
afterEach(() => project.cleanUp());

test("help and version need no project", async () => {
  const help = await project.dagwright("--help");
  expect(help).toMatchObject({ code: 0, stderr: "" });
  for (const command of ["init", "check", "explain", "compile", "run", "runs", "graph"]) expect(help.stdout).toContain(`\n  ${command} `);
  expect(await project.dagwright("--version")).toMatchObject({ code: 0, stdout: "0.1.0\n" });
});

test.each([
  [["chek"], "Did you mean check?"],
  [["run", "--jsn", "x.ts"], "Did you mean --json?"],
  [["run"], "missing required argument 'FILE'"],
  [["run", "doubled.pipline.json"], "there is no file doubled.pipline.json; did you mean doubled.pipeline.json?"],
  [["run", "notes.txt"], "notes.txt is neither TypeScript"],
  [["compile", "doubled.pipeline.json", "--target", "argoo"], "Allowed choices are argo, ir"],
  [["compile", "doubled.pipeline.json", "--target", "ir", "--image", "x"], "--image is for --target argo"],
  [["compile", "doubled.pipeline.json", "--check", "-o", "-"], "--check compares with files"],
  [["run", "doubled.pipeline.json", "--pipeline", "double"], "there is no pipeline double; did you mean doubled?"],
  [["run", "doubled.pipeline.json", "--concurrency", "0"], "It is a whole number, 1 or more."],
  [["init"], "add --yes"],
  [["check", ""], "an empty text is the name of no file"],
  [["runs", "shw"], "runs lists what was run, and takes no shw\n  help: of one run tells: dagwright runs show ID"],
  [["explain", "TS2322"], "dagwright explain DW0002 tells more"],
  [["explain", "zzz"], "dagwright explain lists all codes"],
])("%j is a mistake of usage: %s", async (args, message) => {
  await project.writeIr("doubled", doubled);
  project.write("notes.txt", "");
  const ended = await project.dagwright(...args);
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain(message);
});

test("IR that is not sound is told, as text and as JSON", async () => {
  project.write("broken.pipeline.json", formatDocument({ ...doubled, components: {} }));
  const checked = await project.dagwright("check", "broken.pipeline.json");
  expect(checked.code).toBe(1);
  expect(checked.stdout).toContain("error[DW4115]: there is no component `double`");
  const json = await project.dagwright("check", "broken.pipeline.json", "--json");
  expect(json.code).toBe(1);
  expect(json.json()[0]).toMatchObject({ type: "diagnostic", code: "DW4115", severity: "error", file: "pipeline.ts" });
  expect(json.json().at(-1)).toMatchObject({ type: "check", status: "Failed", pipelines: [] });
  expect((await project.dagwright("run", "broken.pipeline.json", "--json")).json().at(-1)).toMatchObject({
    type: "run",
    id: null,
    status: "Failed",
  });
});

test("what is no document is told with its file, in every format", async () => {
  project.write("deploy/torn.pipeline.json", "{");
  const [text, github] = await Promise.all([
    project.dagwright("check", "deploy/torn.pipeline.json"),
    project.dagwright("check", "deploy/torn.pipeline.json", "--format", "github"),
  ]);
  expect(text.stdout).toContain("--> deploy/torn.pipeline.json:1:1");
  expect(github.stdout).toMatch(/^::error file=deploy\/torn\.pipeline\.json,line=1,/u);
});

test("sound IR passes the check", async () => {
  await project.writeIr("doubled", doubled);
  expect(await project.dagwright("check", "doubled.pipeline.json")).toMatchObject({ code: 0, stdout: "", stderr: "ok: doubled\n" });
});

test("compiled IR is written with its code, once, and can be compiled again", async () => {
  await project.writeIr("doubled", doubled);
  expect(await project.dagwright("compile", "doubled.pipeline.json", "--target", "ir", "-o", "out")).toMatchObject({
    code: 0,
    stdout: "",
    stderr: "wrote out/doubled.pipeline.json\n",
  });
  expect(project.read("out/doubled.pipeline.json")).toBe(project.read("doubled.pipeline.json"));
  expect(readdirSync(project.path("out/bundles"))).toEqual(readdirSync(project.path("bundles")));
  const before = statSync(project.path("out/doubled.pipeline.json")).mtimeMs;
  expect((await project.dagwright("compile", "out/doubled.pipeline.json", "--target", "ir", "-o", "out")).stderr).toBe(
    "unchanged out/doubled.pipeline.json\n",
  );
  expect(statSync(project.path("out/doubled.pipeline.json")).mtimeMs).toBe(before);
});

test("Argo's YAML goes to a file, or to stdout alone", async () => {
  await project.writeIr("doubled", doubled);
  const printed = await project.dagwright(
    "compile",
    "doubled.pipeline.json",
    "-o",
    "-",
    "--kind",
    "WorkflowTemplate",
    "--image",
    "node:24",
    "--name",
    "nightly",
  );
  expect(printed).toMatchObject({ code: 0, stderr: "" });
  expect(printed.stdout).toContain("kind: WorkflowTemplate");
  expect(printed.stdout).toContain("name: nightly");
  expect(printed.stdout).toContain("image: node:24");
  expect(await project.dagwright("compile", "doubled.pipeline.json")).toMatchObject({
    code: 0,
    stdout: "",
    stderr: "wrote doubled.argo.yaml\n",
  });
});

test("--check fails with a diff when the committed output is out of date", async () => {
  await project.writeIr("doubled", doubled);
  const missing = await project.dagwright("compile", "doubled.pipeline.json", "--check");
  expect(missing.code).toBe(1);
  expect(missing.stdout).toContain("--- /dev/null\n+++ b/doubled.argo.yaml\n");
  await project.dagwright("compile", "doubled.pipeline.json");
  expect(await project.dagwright("compile", "doubled.pipeline.json", "--check")).toMatchObject({
    code: 0,
    stdout: "",
    stderr: "up to date: doubled.argo.yaml\n",
  });
  project.write("doubled.argo.yaml", project.read("doubled.argo.yaml").replace("entrypoint: main", "entrypoint: other"));
  const stale = await project.dagwright("compile", "doubled.pipeline.json", "--check");
  expect(stale.code).toBe(1);
  expect(stale.stdout).toMatch(/^-.*entrypoint: other$/mu);
  expect(stale.stdout).toMatch(/^\+.*entrypoint: main$/mu);
});

test("a graph is Mermaid text", async () => {
  await project.writeIr("doubled", doubled);
  const drawn = await project.dagwright("graph", "doubled.pipeline.json");
  expect(drawn).toMatchObject({ code: 0, stderr: "" });
  expect(drawn.stdout).toMatch(/^flowchart TD\n {2}n1\(\["doubled\(label, n\)"\]\)\n/u);
});

test("runs of a project where nothing was run are none", async () => {
  const listed = await project.dagwright("runs", "--json");
  expect(listed).toMatchObject({ code: 0, stdout: "" });
  expect(listed.stderr).toContain("nothing has been run here yet");
});

test("init sets up an empty folder, and does nothing the second time", async () => {
  const first = await project.dagwright("init", "--yes", "new project");
  expect(first.code).toBe(0);
  expect(readdirSync(project.path("new project")).toSorted()).toEqual([
    ".gitignore",
    "package.json",
    "pipeline.test.ts",
    "pipeline.ts",
    "tsconfig.json",
    "vitest.config.ts",
  ]);
  expect(first.stderr).toContain("npm install\n");
  const second = await project.dagwright("init", "--yes", "new project");
  expect(second.stdout.split("\n").filter((line) => line.startsWith("wrote"))).toEqual([]);
});

test("init keeps what is there", async () => {
  project.write("package.json", '{ "name": "old", "type": "commonjs" }\n');
  project.write("pipeline.ts", "mine");
  project.write(".gitignore", "dist");
  await project.dagwright("init", "--yes");
  expect(project.read("pipeline.ts")).toBe("mine");
  expect(project.read(".gitignore")).toBe("dist\n.dagwright/\n");
  expect(JSON.parse(project.read("package.json"))).toMatchObject({ name: "old", type: "commonjs", dependencies: { dagwright: "^0.1.0" } });
  expect(readdirSync(project.folder)).toContain("vitest.config.mts");
});
