/** Case folders, and the goldens that stand in them beside what they come from. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "vitest";

/** The names of the cases of a folder: one folder each. */
export const casesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** The diagnostics that a file of rendered ones holds; none where there is no such file. */
export const codesIn = (file: string): readonly string[] =>
  existsSync(file) ? [...readFileSync(file, "utf8").matchAll(/^\w+\[(DW\d+)\]/gmu)].flatMap(([, code]) => code ?? []) : [];

/** The source files of a package that declare a table of diagnostics, by their paths in its `src`. */
export const tablesIn = (source: string): readonly string[] =>
  readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .filter((file) => /^export const \w+ = defineDiagnostics\(/mu.test(readFileSync(join(source, file), "utf8")))
    .toSorted();

/** Compares a text with its file. One that is missing or stale fails; `vitest -u` writes it. An empty text is a file that is not there. */
export async function golden(path: string, text: string): Promise<void> {
  const file = basename(path);
  const isUpdate = Reflect.get(expect.getState().snapshotState, "_updateSnapshot") === "all";
  if (text !== "") {
    if (!isUpdate) expect(existsSync(path), `${file} is missing; \`vitest -u\` writes it`).toBe(true);
    return expect(text).toMatchFileSnapshot(path);
  }
  if (isUpdate) rmSync(path, { force: true });
  expect(existsSync(path), `${file} is stale; \`vitest -u\` removes it`).toBe(false);
}
