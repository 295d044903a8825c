/** What users get: the packed packages in a stranger's empty project outside this repository, set up by `init`, checked, run and tested. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDecorated, createStranger, type Stranger } from "./install/stranger.ts";
import type { Ended } from "./support/command.ts";

let stranger: Stranger;
beforeAll(async () => {
  stranger = await createStranger();
}, 900_000);
afterAll(() => stranger?.cleanUp());

const bin = (name: string): string => join(stranger.folder, "node_modules/.bin", name);
const expectSuccess = (ended: Ended): Ended => (ended.code === 0 ? ended : expect.fail(ended.text));

describe("a stranger's empty project", () => {
  it("gets packages that publint has nothing to say about", async () => {
    expect(stranger.packages.map(({ name }) => name)).toContain("dagwright");
    const said: string[] = [];
    for (const { name, tarball } of stranger.packages) {
      const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer }, strict: true });
      said.push(...messages.map((message) => `${name}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`));
    }
    expect(said).toEqual([]);
  });

  it("is set up by init --yes", () => {
    const { stdout, text } = stranger.initiated;
    for (const file of ["tsconfig.json", "pipeline.ts", "pipeline.test.ts", "vitest.config.ts", ".gitignore"])
      expect(stdout, text).toContain(`wrote  ${file}`);
    expect(text).toContain("npx dagwright run pipeline.ts");
  });

  it("is type-checked by TypeScript 6 and 7", async () => {
    for (const [version, tsc] of Object.entries(stranger.compilers)) {
      expect(expectSuccess(await stranger.run(tsc, ["--version"])).stdout).toMatch(new RegExp(`^Version ${version}\\.`, "u"));
      expectSuccess(await stranger.run(tsc, ["-p", "."]));
    }
  });

  it("runs its pipeline, and records a metric", async () => {
    let firstMetric: number | undefined;
    const onLine = (line: string, seconds: number): void => {
      if (line.startsWith('{"type":"metric"')) firstMetric ??= seconds;
    };
    const ran = expectSuccess(await stranger.run("npx", ["--no-install", "dagwright", "run", "pipeline.ts", "--json"], { onLine }));
    const lines = ran.stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(lines.at(-1), ran.text).toMatchObject({ type: "run", status: "Succeeded", outputs: { accepted: true } });
    if (firstMetric === undefined) expect.fail(ran.text);
    const steps = [
      ["npm install", stranger.installed.seconds],
      ["init", stranger.initiated.seconds],
      ["npm install", stranger.completed.seconds],
      ["run, first metric", firstMetric],
    ] as const;
    const total = steps.reduce((sum, [, seconds]) => sum + seconds, 0);
    console.log(
      `From install to first metric: ${total.toFixed(1)} s (${steps.map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`).join(", ")})`,
    );
    const plain = expectSuccess(await stranger.run("npx", ["--no-install", "dagwright", "run", "pipeline.ts"]));
    expect(plain.text).toContain("accepted");
  });

  it("passes its own vitest file", async () => {
    const tested = expectSuccess(await stranger.run("npx", ["--no-install", "vitest", "run"]));
    expect(tested.text).toMatch(/Tests\s+2 passed/u);
  });

  it("brings the pages of its diagnostics", async () => {
    const explained = expectSuccess(await stranger.run("npx", ["--no-install", "dagwright", "explain", "DW2301"]));
    expect(explained.stdout).toMatch(/^# DW2301: /u);
  });

  it("compiles to both targets", async () => {
    for (const target of ["argo", "ir"])
      expectSuccess(await stranger.run("npx", ["--no-install", "dagwright", "compile", "pipeline.ts", "--target", target, "-o", "out"]));
    expect(readFileSync(join(stranger.folder, "out/fit-line.argo.yaml"), "utf8")).toContain("argoproj.io/v1alpha1");
    expectSuccess(await stranger.run("npx", ["--no-install", "dagwright", "run", "out/fit-line.pipeline.json"]));
  });
});

describe.each(["tc39", "legacy"] as const)("a project with %s decorators", (protocol) => {
  let project: string;
  beforeAll(() => {
    project = addDecorated(stranger, protocol);
  });

  it("is type-checked by TypeScript 6 and 7", async () => {
    for (const tsc of Object.values(stranger.compilers)) expectSuccess(await stranger.run(tsc, ["-p", "."], { cwd: project }));
  });

  it("is imported by Node with dagwright/register", async () => {
    const ran = expectSuccess(await stranger.run("node", ["--import", "dagwright/register", "main.ts"], { cwd: project }));
    expect(ran.stdout, ran.text).toBe("HELLO ADA, GRACE 2\n");
  });

  it("is imported by vitest with dagwright/vitest", async () => {
    const tested = expectSuccess(await stranger.run(bin("vitest"), ["run", "--root", "."], { cwd: project }));
    expect(tested.text).toMatch(/Tests\s+2 passed/u);
  });

  it("is compiled and run by the command", async () => {
    const ran = expectSuccess(await stranger.run(bin("dagwright"), ["run", "steps.ts", "--json"], { cwd: project }));
    expect(JSON.parse(ran.stdout.trimEnd().split("\n").at(-1) ?? ""), ran.text).toMatchObject({
      status: "Succeeded",
      outputs: { greeting: "HELLO ADA, GRACE", count: 2 },
    });
  });
});
