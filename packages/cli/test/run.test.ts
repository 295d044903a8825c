import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { component, document, pipeline, region, STRING, task } from "@dagwright/ir/testing";
import { doubled, failing, fanned, sleeping } from "./documents.ts";
import { by, createProject, type Project } from "./kit.ts";

let project: Project;
beforeEach(() => (project = createProject()));
afterEach(() => project.cleanUp());

test("a run's table is on stdout and its progress on stderr", async () => {
  await project.writeIr("doubled", doubled);
  const ran = await project.dagwright("run", "doubled.pipeline.json", "-p", "n=5");
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stdout).toMatch(
    /^STEP +STATUS +DURATION +METRICS\nonce +Succeeded .* s {2}doubled 10, strange NaN\ntwice +Succeeded .* s {2}doubled 20, strange NaN\n/u,
  );
  expect(ran.stdout).toMatch(/OUTPUT +VALUE\noutput +20\n\ndoubled, run [0-9a-f]{32}: Succeeded in/u);
  expect(ran.stderr).toContain("once | doubling 5");
  expect(ran.stdout).toContain("npx dagwright runs show ");
  expect(existsSync(project.path(".dagwright/tracking.db"))).toBe(true);
});

test("--json is a line an event, the last one the run", async () => {
  await project.writeIr("doubled", doubled);
  const ran = await project.dagwright("run", "doubled.pipeline.json", "--json");
  const lines = ran.json();
  expect(lines.at(-1)).toMatchObject({ type: "run", id: expect.stringMatching(/^[0-9a-f]{32}$/u), status: "Succeeded", outputs: 12 });
  expect(lines).toContainEqual(expect.objectContaining({ type: "stepFinished", step: "once", status: "Succeeded" }));
  expect(lines).toContainEqual(expect.objectContaining({ type: "metric", name: "strange", value: "NaN" }));
  expect(ran.stderr).toBe("");
});

test("a failure ends with exit code 1 and says where", async () => {
  await project.writeIr("failing", failing);
  const ran = await project.dagwright("run", "failing.pipeline.json", "-p", "message=out of luck");
  expect(ran.code).toBe(1);
  expect(ran.stdout).toMatch(/boom failed \(thrown\): out of luck\n +at /u);
  const json = await project.dagwright("run", "failing.pipeline.json", "--json");
  expect(json.code).toBe(1);
  expect(json.json().at(-1)).toMatchObject({
    type: "run",
    status: "Failed",
    failure: { step: "boom", kind: "thrown", message: "no luck" },
  });
});

test("wrong parameters are told all at once, and nothing is run", async () => {
  await project.writeIr("doubled", doubled);
  const ran = await project.dagwright("run", "doubled.pipeline.json", "-p", "n=many", "-p", "lable=x");
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toContain("did you mean label?");
  expect(ran.stderr.match(/^error: /gmu)).toHaveLength(2);
  expect(existsSync(project.path(".dagwright"))).toBe(false);
});

test("--dry-run prints the plan and touches nothing", async () => {
  await project.writeIr("fanned", fanned);
  const ran = await project.dagwright("run", "fanned.pipeline.json", "--dry-run");
  expect(ran.code).toBe(0);
  expect(ran.stdout).toBe(`pipeline fanned

PARAMETER  VALUE
a          1
b          2

STEP        COMPONENT  RUNS AS  RESOURCES    WHEN
each.*.one  double     process  memory=64Mi  each of each
`);
  const json = await project.dagwright("run", "fanned.pipeline.json", "--dry-run", "--json");
  expect(json.json()).toMatchObject([{ type: "plan", pipeline: "fanned", steps: [{ step: "each.*.one" }], problems: [] }]);
  expect(existsSync(project.path(".dagwright"))).toBe(false);
});

test("a secret that is not there stops a run before it starts", async () => {
  const needy = by("double", component({ n: STRING }, undefined, { env: { TOKEN: { kind: "secret", name: "hub", key: "token" } } }));
  await project.writeIr(
    "needy",
    document({ needy }, { needy: pipeline(region([task("one", "needy", { n: { kind: "literal", value: "x" } })])) }),
  );
  const plan = await project.dagwright("run", "needy.pipeline.json", "--dry-run");
  expect(plan.stdout).toContain("hub/token  $DAGWRIGHT_SECRET_HUB_TOKEN");
  const ran = await project.dagwright("run", "needy.pipeline.json");
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain("set DAGWRIGHT_SECRET_HUB_TOKEN in the environment");
});

test("Ctrl-C cancels: the run is recorded as cancelled", async () => {
  await project.writeIr("sleeping", sleeping);
  const { child, ended } = project.start(["run", "sleeping.pipeline.json", "-p", "ms=60000", "--json"]);
  child.stdout?.on("data", (chunk: Buffer) => {
    if (chunk.toString("utf8").includes('"sleeping"')) child.kill("SIGINT");
  });
  const ran = await ended;
  expect(ran.code).toBe(1);
  expect(ran.json().at(-1)).toMatchObject({ type: "run", status: "Cancelled" });
  expect((await project.dagwright("runs", "--json")).json()).toMatchObject([{ status: "Cancelled" }]);
});

test("a reader that goes away does not stop the run", async () => {
  await project.writeIr("doubled", doubled);
  const { child, ended } = project.start(["run", "doubled.pipeline.json", "--json"]);
  child.stdout?.destroy();
  const ran = await ended;
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect((await project.dagwright("runs", "--json")).json()).toMatchObject([{ status: "Succeeded" }]);
});

test("runs are listed newest first and shown by the beginning of their id", async () => {
  await project.writeIr("doubled", doubled);
  await project.writeIr("failing", failing);
  await project.dagwright("run", "doubled.pipeline.json", "--experiment", "first try");
  await project.dagwright("run", "failing.pipeline.json");
  const listed = await project.dagwright("runs");
  expect(listed.stdout).toMatch(/^RUN .*\n[0-9a-f]{8} {2}failing +Failed .*\n[0-9a-f]{8} {2}first try +Succeeded .*strange NaN\n$/u);
  expect((await project.dagwright("runs", "--status", "failed", "--json")).json()).toMatchObject([
    { type: "run", experiment: "failing", status: "Failed" },
  ]);

  const [failed = "", succeeded = ""] = listed.stdout
    .split("\n")
    .slice(1)
    .map((line) => line.slice(0, 8));
  const shown = await project.dagwright("runs", "show", failed);
  expect(shown.stdout).toMatch(/breaks +boom +Failed/u);
  expect(shown.stdout).toMatch(/breaks failed \(thrown\): no luck\n +at /u);
  const json = await project.dagwright("runs", "show", succeeded, "--json");
  expect(json.json()).toMatchObject([
    {
      id: expect.stringMatching(succeeded),
      params: { n: 3 },
      outputs: 12,
      steps: [{ step: "once", metrics: { doubled: 6, strange: "NaN" } }, { step: "twice" }],
    },
  ]);
  const unknown = await project.dagwright("runs", "show", "zzzz");
  expect(unknown).toMatchObject({ code: 1, stdout: "" });
  expect(unknown.stderr).toContain("error: ");
});
