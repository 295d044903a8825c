import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { succeed } from "../support/command.ts";

/** The files that Node loads when it runs `code`, an ES module in `folder`; Node's own modules left out. */
export async function loadedBy(code: string, folder: string): Promise<readonly string[]> {
  const temporary = mkdtempSync(join(tmpdir(), "dagwright-loads-"));
  try {
    const record = join(temporary, "loads.txt");
    const args = ["--import", join(import.meta.dirname, "record-loads.ts"), "--input-type=module", "--eval", code];
    await succeed(process.execPath, args, { cwd: folder, env: { RECORD_LOADS: record } });
    const urls = readFileSync(record, "utf8").trimEnd().split("\n");
    return [...new Set(urls)].filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** What a finished file would import when it runs, `require` and `import()` included. */
export async function importedBy(file: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  return [...new Set(Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path)))].toSorted();
}
