import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Project } from "./kit.ts";
import { createSourceProject } from "./source-project.ts";

const pipeline = ({ seed = 1, extra = "", code = "7" }: { seed?: number; extra?: string; code?: string } = {}): string => `
import { component, pipeline } from "dagwright";
import { load } from "./steps/load.ts";
export const train = component({}, async (input: { rows: number; seed: number }): Promise<{ loss: number }> => ({ loss: input.rows / ${code} }));
export default pipeline("main", async ({ rounds = 3 }: { rounds?: number }) => {
  const { rows } = await load({ rounds });
  const { loss } = await train({ rows, seed: ${seed} });
  return { loss${extra} };
});
`;
const LOAD = `import { component } from "dagwright";
export const load = component({}, async (input: { rounds: number }): Promise<{ rows: number }> => ({ rows: input.rounds }));
`;

let project: Project;
const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: project.folder, encoding: "utf8" });

beforeAll(async () => {
  project = await createSourceProject({ "pipeline.ts": pipeline(), "steps/load.ts": LOAD, ".gitignore": "node_modules\n.dagwright\n" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "one");
  git("tag", "one");
  project.write("pipeline.ts", pipeline({ seed: 2 }));
  git("commit", "--quiet", "--all", "--message", "two");
  project.write("pipeline.ts", pipeline({ seed: 2, extra: ", twice: loss * 2", code: "8" }));
}, 60_000);
afterAll(() => project.cleanUp());

describe("dagwright diff", () => {
  it("compares a file with the last commit", async () => {
    const { code, stdout, stderr } = await project.dagwright("diff", "pipeline.ts");
    expect(stdout, stderr).toBe(
      [
        "~ pipeline main",
        "  ~ component train: code changed",
        "  ~ output: type is { loss: number; twice: number }, was { loss: number }",
        "  ~ result: value is {loss: train.loss, twice: train.loss * 2}, was {loss: train.loss}",
        "  runs again:",
        "      train: its code changed",
        "",
      ].join("\n"),
    );
    expect(code).toBe(1);
  });

  it("compares two revisions, leaves the repository as it is, and nothing behind", async () => {
    const state = (): readonly string[] => [git("status", "--porcelain"), git("rev-parse", "HEAD")];
    const before = state();
    const { code, stdout } = await project.dagwright("diff", "one", "main", "pipeline.ts");
    expect(stdout).toContain("  ~ step train: input.seed is 2, was 1\n");
    expect(code).toBe(1);
    expect(state()).toEqual(before);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("dagwright-diff-"))).toEqual([]);
  });

  it("says so, and ends with 0, where nothing is different", async () => {
    const { code, stdout, stderr } = await project.dagwright("diff", "one:pipeline.ts", "one:pipeline.ts");
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "",
      stderr: "no pipeline differs between one:pipeline.ts and one:pipeline.ts\n",
    });
  });

  it("gives JSON for programs", async () => {
    const ended = await project.dagwright("diff", "one", "pipeline.ts", "--format", "json");
    expect(ended.json()).toMatchObject([
      {
        type: "diff",
        before: "one:pipeline.ts",
        after: "pipeline.ts",
        equal: false,
        pipelines: [
          {
            pipeline: "main",
            change: "changed",
            changes: [
              { subject: "component", name: "train", details: [{ part: "code" }] },
              { subject: "output" },
              { subject: "step", name: "train", details: [{ part: "input.seed", before: "1", after: "2" }] },
              { subject: "results" },
            ],
            reruns: [{ step: "train", certain: true, changes: ["its code changed", "its inputs are computed otherwise"], reads: [] }],
          },
        ],
      },
    ]);
  });

  it("gives Markdown for pull requests, in which no text of the program is mark-up", async () => {
    project.write("odd.ts", pipeline().replace('"main"', '"odd"').replace("seed: 1", 'seed: "<img>|`".length'));
    project.write(
      "odd2.ts",
      pipeline({ seed: 9 }).replace('"main"', '"odd"').replace("rounds?: number }", "rounds?: number; label?: '<b>|`x`' }"),
    );
    const { code, stdout, stderr } = await project.dagwright("diff", "odd.ts", "odd2.ts", "--format", "markdown");
    expect(code, stderr).toBe(1);
    expect(stdout).toContain("### odd changed");
    // In a table only a code span that is longer than the text's own marks, without a bar, keeps it from being mark-up.
    expect(stdout).toContain('| added | parameter label | `` "<b>\\|`x`" \\| undefined `` |\n');
  });

  it.each([
    [["nope", "pipeline.ts"], "there is no file and no revision nope"],
    [["one:other.ts", "pipeline.ts"], "one has no file other.ts"],
    [["one", "two"], "neither one nor two is a file"],
    [["one..main", "pipeline.ts"], "two revisions are two words"],
    [["a", "b", "c", "d"], "here are 4 words"],
  ])("refuses %j with the cause", async (words, message) => {
    const { code, stdout, stderr } = await project.dagwright("diff", ...words);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it("takes a file, or a pipeline, that only one side has as new or gone", async () => {
    project.write("fresh.ts", pipeline().replace('"main"', '"fresh"'));
    const [fresh, gone, both, asked, unknown] = await Promise.all([
      project.dagwright("diff", "one", "fresh.ts"),
      project.dagwright("diff", "one", "two", "fresh.ts"),
      project.dagwright("diff", "one:fresh.ts", "pipeline.ts"),
      project.dagwright("diff", "one:pipeline.ts", "fresh.ts", "--pipeline", "fresh"),
      project.dagwright("diff", "one", "pipeline.ts", "--pipeline", "mian"),
    ]);
    expect(fresh).toMatchObject({ code: 1, stdout: "+ pipeline fresh\n", stderr: expect.stringContaining("one has no file fresh.ts") });
    expect(gone).toMatchObject({ code: 2, stderr: "error: there is no file and no revision two\n" });
    expect(both).toMatchObject({ code: 2, stderr: "error: one has no file fresh.ts\n" });
    expect(asked).toMatchObject({ code: 1, stdout: "+ pipeline fresh\n" });
    expect(unknown).toMatchObject({ code: 2, stderr: "error: there is no pipeline mian; did you mean main?\n" });

    git("add", "fresh.ts");
    git("commit", "--quiet", "--message", "fresh", "fresh.ts");
    rmSync(project.path("fresh.ts"));
    const removed = await project.dagwright("diff", "main", "fresh.ts");
    expect(removed).toMatchObject({
      code: 1,
      stdout: "- pipeline fresh\n",
      stderr: "there is no file fresh.ts: all that was in it is gone\n",
    });
    expect(await project.dagwright("diff", "one", "gone.ts")).toMatchObject({ code: 2, stderr: "error: one has no file gone.ts\n" });
  });

  it("reads a file of a revision as git names it, too, from any folder and in a hook", async () => {
    const env = { GIT_DIR: project.path(".git"), GIT_INDEX_FILE: ".git/index" };
    const { code, stdout, stderr } = await project.start(["diff", "one:pipeline.ts", "../pipeline.ts"], env, "steps").ended;
    expect(stdout, stderr).toContain("~ pipeline main");
    expect(code).toBe(1);
  });

  it("names the files of a revision by the revision, and never its own folder", async () => {
    project.write("later.ts", pipeline({ code: "Math.random(" }));
    git("add", "later.ts");
    git("commit", "--quiet", "--message", "later", "later.ts");
    const { code, stderr } = await project.dagwright("diff", "main", "later.ts");
    expect(stderr).toMatch(/ --> main:later\.ts:4:/u);
    expect(stderr).toContain("failed: main:later.ts does not compile\n");
    expect(stderr).not.toContain("dagwright-diff-");
    expect(code).toBe(2);
    const folder = await project.dagwright("diff", "steps");
    expect(folder).toMatchObject({ code: 2, stderr: "error: HEAD:steps is a folder, not a file\n" });
  });

  it("ends with 2, not with 1, where git itself fails, and hands on why", async () => {
    const { code, stderr } = await project.start(["diff", "pipeline.ts"], { PATH: project.path("nowhere") }).ended;
    expect(stderr).toContain("it is not installed");
    expect(code).toBe(2);
  });

  it("leaves nothing behind when it is interrupted", async () => {
    const temp = project.path("temp");
    mkdirSync(temp);
    const { child, ended } = project.start(["diff", "pipeline.ts"], { TMPDIR: temp });
    await vi.waitFor(() => expect(readdirSync(temp)).toHaveLength(1), { timeout: 20_000, interval: 5 });
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
    expect(readdirSync(temp)).toEqual([]);
  });

  it("finds dependencies above the repository, as a submodule has them", async () => {
    git("clone", "--quiet", ".", "below");
    project.write("below/pipeline.ts", pipeline({ seed: 5 }));
    const { code, stdout, stderr } = await project.start(["diff", "pipeline.ts"], {}, "below").ended;
    expect(stdout, stderr).toContain("~ step train: input.seed is 5");
    expect(code).toBe(1);
  });

  it("tells a clone without history what it lacks", async () => {
    git("clone", "--quiet", "--depth", "1", pathToFileURL(project.folder).href, "shallow");
    const { code, stderr } = await project.start(["diff", "one", "pipeline.ts"], {}, "shallow").ended;
    expect(stderr).toContain("there is no file and no revision one\n  help: this clone has no history");
    expect(code).toBe(2);
  });

  it("ends with 2 where a side does not compile, and says which", async () => {
    project.write("broken.ts", pipeline({ code: "Math.random(" }));
    const { code, stderr } = await project.dagwright("diff", "pipeline.ts", "broken.ts");
    expect(stderr).toContain("failed: broken.ts does not compile");
    expect(code).toBe(2);
  });
});
