/** Around all files of a run on the cluster: prints how much it was. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COUNTS_FILE, totalIn } from "./counts.ts";

export default function setup(): () => void {
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), "dagwright-counts-"));
  const file = join(folder, "counts.ndjson");
  process.env[COUNTS_FILE] = file;
  return () => {
    console.log(totalIn(file, started));
    rmSync(folder, { recursive: true, force: true });
  };
}
