// `npm run bench [-- TIMES]`: how long the commands take from a cold process, on examples/iris. Figures to read, not limits to pass.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { root, runTool } from "./run-tool.ts";

const example = "examples/iris/pipeline.ts";
const command = join(root, "packages/cli/bin/dagwright.mjs");
const times = Number(process.argv[2] ?? 5);

const measured: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["node, nothing else", ["-e", "0"]],
  ["dagwright --version", [command, "--version"]],
  ["check", [command, "check", example]],
  ["compile to IR", [command, "compile", example, "--target", "ir", "-o", "-"]],
  ["compile to Argo", [command, "compile", example, "--target", "argo", "-o", "-"]],
  ["run, every step", [command, "run", example]],
];

if (!Number.isInteger(times) || times < 1) {
  process.stderr.write("usage: npm run bench -- TIMES\n");
  process.exitCode = 2;
} else if (!runTool("tsc", ["-b", "tsconfig.build.json"])) {
  process.exitCode = 1;
} else {
  process.stdout.write(`Node ${process.versions.node}, ${availableParallelism()} cores, ${times} runs each, milliseconds\n\n`);
  process.stdout.write(`${"".padEnd(22)}${"fastest".padStart(9)}${"median".padStart(9)}${"slowest".padStart(9)}\n`);
  for (const [name, args] of measured) {
    const took = Array.from({ length: times }, () => timed(args));
    if (took.some(Number.isNaN)) {
      process.stdout.write(`${name.padEnd(22)}  failed\n`);
      process.exitCode = 1;
      continue;
    }
    took.sort((a, b) => a - b);
    const columns = [took[0], took[Math.floor(times / 2)], took[times - 1]].map((ms) => (ms ?? Number.NaN).toFixed(0).padStart(9));
    process.stdout.write(`${name.padEnd(22)}${columns.join("")}\n`);
  }
}

/** Milliseconds of one process with a home of its own, so that no cache of an earlier run answers; NaN when it fails. */
function timed(args: readonly string[]): number {
  const home = mkdtempSync(join(tmpdir(), "dagwright-bench-"));
  try {
    const since = performance.now();
    const done = spawnSync(process.execPath, args, { cwd: root, stdio: "ignore", env: { ...process.env, DAGWRIGHT_HOME: home } });
    return done.status === 0 ? performance.now() - since : Number.NaN;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
