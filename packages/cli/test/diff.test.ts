import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
    [["a", "b", "c", "d"], "here are 4 words"],
  ])("refuses %j with the cause", async (words, message) => {
    const { code, stdout, stderr } = await project.dagwright("diff", ...words);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it("ends with 2 where a side does not compile, and says which", async () => {
    project.write("broken.ts", pipeline({ code: "Math.random(" }));
    const { code, stderr } = await project.dagwright("diff", "pipeline.ts", "broken.ts");
    expect(stderr).toContain("failed: broken.ts does not compile");
    expect(code).toBe(2);
  });
});
