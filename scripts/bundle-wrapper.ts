import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { root } from "./run-tool.ts";

const WRAPPER = "packages/dagwright/dist/exec.bundle.mjs";

/** The wrapper that runs inside a step, as one file without dependencies: `dagwright/exec-bundle`. */
export async function bundleWrapper(): Promise<void> {
  const outfile = join(root, WRAPPER);
  await build({
    entryPoints: [join(root, "packages/dagwright/src/exec/main.ts")],
    outfile,
    bundle: true,
    minify: true,
    // Class names are shown to users.
    keepNames: true,
    format: "esm",
    platform: "node",
    target: "node22",
    conditions: ["dagwright-source"],
    legalComments: "none",
    logLevel: "warning",
  });
  const bytes = readFileSync(outfile);
  process.stderr.write(`${WRAPPER}: ${bytes.length} bytes, ${gzipSync(bytes).length} gzipped\n`);
}
