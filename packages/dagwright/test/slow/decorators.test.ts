/** A pipeline with a decorated step, in a project of each decorator protocol, in Node and in vitest. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lowerDecorators, mayHaveDecorators } from "../../src/lower-decorators.ts";

const here = import.meta.dirname;
const project = (name: string): string => join(here, "../projects", name);

function run(args: readonly string[], cwd: string): { readonly status: number | null; readonly text: string } {
  const env = { PATH: process.env["PATH"], NODE_OPTIONS: "--conditions=dagwright-source", NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: "utf8" });
  return { status, text: `${stdout}${stderr}` };
}

describe.each(["tc39", "legacy"])("a project with %s decorators", (name) => {
  test("runs in Node with dagwright/register", () => {
    const { status, text } = run(["--import", "dagwright/register", "main.ts"], project(name));
    expect(text).toBe("4 16\nNumbers.half 2: 7 is odd\ntwice 1: too much\n");
    expect(status).toBe(0);
  });

  test("runs in vitest with dagwright/vitest", () => {
    const vitest = join(import.meta.resolve("vitest/package.json").replace("file://", ""), "../vitest.mjs");
    const { status, text } = run([vitest, "run", "--root", ".", "--configLoader", "native"], project(name));
    expect(text).toContain("2 passed");
    expect(status).toBe(0);
  });

  test("is lowered by its own protocol", () => {
    const { code } = lowerDecorators(join(project(name), "steps.ts"));
    expect(code.includes("__decorateClass(")).toBe(name === "legacy");
    expect(code).not.toMatch(/^\s*@component/mu);
  });
});

test("only files that may have decorators are lowered", () => {
  for (const text of [
    "class A {\n  @component()\n  static async a() {}\n}",
    "class A { @component({}) static async a() {} }",
    "@sealed\nclass A {}",
  ]) {
    expect(mayHaveDecorators(text), text).toBe(true);
  }
  for (const text of ["export const a = component({}, async () => {});", 'const mail = "a@b.c";', 'import x from "@scope/x";']) {
    expect(mayHaveDecorators(text), text).toBe(false);
  }
});
