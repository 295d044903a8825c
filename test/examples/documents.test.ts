import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { blocksOf, commandsOf, linksOf, pages, root, wordsOf } from "./documents.ts";

const commands = pages.flatMap((page) => commandsOf(page).map((command) => ({ path: page.path, command })));
const dagwright = join(root, "packages/cli/bin/dagwright.mjs");
const home = mkdtempSync(join(tmpdir(), "dagwright-documents-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What the pages tell a reader to set: `export NAME=value`. */
const exported = Object.fromEntries(
  commands.flatMap(({ command }) => {
    const [, name, value] = /^export (\w+)=(\S*)$/u.exec(command) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  }),
);

function run(args: readonly string[], cwd: string): { readonly status: number | null; readonly said: string } {
  const env = { ...process.env, ...exported, DAGWRIGHT_HOME: home };
  const done = spawnSync(process.execPath, [dagwright, ...args], { cwd, env, encoding: "utf8", timeout: 100_000 });
  return { status: done.status, said: `${done.stdout}${done.stderr}` };
}

describe("commands in the documents", () => {
  const own = commands.filter(({ command }) => command.startsWith("npm run -s dagwright -- ") && !/\b[A-Z]{3,}\b/u.test(command));

  it.each([...new Set(own.map(({ command }) => command))])("%s does what it says", (command) => {
    const { status, said } = run(wordsOf(command).slice(5), root);
    expect(said).not.toBe("");
    expect(status, said).toBe(0);
  });

  it("name scripts of this repository where they say npm run", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
    const named = commands.flatMap(({ path, command }) => {
      const name = /^npm (?:run (?:-s )?)?([\w:]+)/u.exec(command)?.[1];
      return name === undefined || name === "install" ? [] : [{ path, name }];
    });
    expect(named.filter(({ name }) => scripts[name] === undefined)).toEqual([]);
    expect(named).not.toEqual([]);
  });

  const elsewhere = commands.flatMap(({ command }) => /^(?:npx )?dagwright (?!-)(.+)$/u.exec(command)?.[1] ?? []);

  it.each([...new Set(elsewhere)])("dagwright %s names a command and options that there are", (line) => {
    const [command = "", ...words] = wordsOf(line);
    const { status, said } = run(["help", command], root);
    expect(status, said).toBe(0);
    for (const option of words.filter((word) => /^--?[a-z]/u.test(word)))
      expect(said).toMatch(new RegExp(`(?:^|[\\s,])${option}\\b`, "mu"));
  });

  it("are of programs that somebody checks", () => {
    const known =
      /^(?:npm |npx (?:dagwright|vitest) ?|dagwright |python3 train\.py --help$|kubectl create|argo submit|node --import dagwright\/register|cd |export \w+=\S*$)/u;
    expect(commands.filter(({ command }) => !known.test(command))).toEqual([]);
  });
});

describe("links in the documents", () => {
  it.each(pages)("of $path lead somewhere", (page) => {
    expect(linksOf(page).filter((link) => !existsSync(join(root, dirname(page.path), link)))).toEqual([]);
  });
});

describe("code in the documents", () => {
  it("of the README is the example, to the letter", () => {
    const readme = pages.find(({ path }) => path === "README.md");
    expect(readme === undefined ? [] : blocksOf(readme, "ts")).toEqual([
      readFileSync(join(root, "examples/readability/pipeline.ts"), "utf8"),
    ]);
  });

  it("of the guide passes the type checker", () => {
    const folder = mkdtempSync(join(root, "test/.documents-"));
    try {
      writeFileSync(join(folder, "pipeline.ts"), readFileSync(join(root, "examples/readability/pipeline.ts")));
      for (const page of pages.filter(({ path }) => path.startsWith("docs/guide/"))) {
        blocksOf(page, "ts").forEach((block, index) =>
          writeFileSync(join(folder, `${page.path.replaceAll(/[/.]/gu, "-")}-${index}.ts`), block),
        );
      }
      const compilerOptions = {
        noEmit: true,
        composite: false,
        rewriteRelativeImportExtensions: false,
        customConditions: ["dagwright-source"],
      };
      writeFileSync(
        join(folder, "tsconfig.json"),
        JSON.stringify({ extends: "../../tsconfig.base.json", compilerOptions, include: ["*.ts"] }),
      );
      const done = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder], { encoding: "utf8" });
      expect(done.stdout).toBe("");
      expect(done.status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
