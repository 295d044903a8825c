/** The surface's types, under both compilers: what must compile does, and what must not says why in a sentence. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";

const folder = join(import.meta.dirname, "../type-tests");
const resolve = createRequire(import.meta.url).resolve;
const COMPILERS = [
  ["TypeScript 6", join(dirname(resolve("typescript6/package.json")), "bin/tsc6")],
  ["TypeScript 7", join(dirname(resolve("typescript/package.json")), "bin/tsc")],
] as const;
const PROJECTS = [
  ["", ["good.ts", "bad.ts", "decorators.ts"]],
  ["legacy", ["legacy/decorators.ts"]],
] as const;

/** By `file:line`, the whole text of each error there. */
async function errorsOf(compiler: string, project: string): Promise<ReadonlyMap<string, string>> {
  const args = [compiler, "-p", join(folder, project), "--pretty", "false"];
  const output = await promisify(execFile)(process.execPath, args, { cwd: folder }).then(
    ({ stdout }) => stdout,
    (failed: { stdout?: string }) => failed.stdout ?? String(failed),
  );
  const errors = new Map<string, string>();
  let place = "";
  for (const line of output.split("\n")) {
    const start = /^(.*?)\((\d+),\d+\): error /u.exec(line);
    if (start !== null) place = `${relative(folder, join(folder, start[1] ?? "")).replaceAll("\\", "/")}:${start[2]}`;
    if (line.trim() !== "") errors.set(place, `${errors.get(place) ?? ""}${line}\n`);
  }
  return errors;
}

function expectedIn(file: string): ReadonlyMap<string, string> {
  const lines = readFileSync(join(folder, file), "utf8").split("\n");
  return new Map(lines.flatMap((line, index) => (line.includes("// error: ") ? [[`${file}:${index + 1}`, line.slice(line.indexOf("// error: ") + 10)] as const] : [])));
}

describe.each(COMPILERS)("%s", (_, compiler) => {
  test.each(PROJECTS)("accepts what is right and says in a sentence what is wrong: %s", async (project, files) => {
    const errors = await errorsOf(compiler, project);
    const expected = new Map(files.flatMap((file) => [...expectedIn(file)]));
    const unexpected = [...errors].filter(([place]) => !expected.has(place)).map(([, text]) => text);
    expect(unexpected).toEqual([]);
    const missing = [...expected].filter(([place, text]) => errors.get(place)?.includes(text) !== true);
    expect(missing.map(([place, text]) => `${place} expected: ${text}\nfound: ${errors.get(place) ?? "no error"}`)).toEqual([]);
    expect(expected.size).toBeGreaterThan(5);
  });
});
