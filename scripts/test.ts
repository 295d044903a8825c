// `npm test`: builds, then every tier that needs nothing but this machine, the fast ones first.
// `npm test -- TIER…` runs only those; `--update` rewrites the goldens. The tiers: tiers.ts.
import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundleCommand } from "./bundle-command.ts";
import { bundleWrapper } from "./bundle-wrapper.ts";
import { copyPages } from "./copy-pages.ts";
import { root, runTool, seconds } from "./run-tool.ts";
import { type Tier, TIERS } from "./tiers.ts";

const args = process.argv.slice(2);
const asked = args.filter((arg) => !arg.startsWith("-"));
const update = args.includes("--update");
const unknown = asked.filter((name) => !TIERS.some((tier) => tier.name === name));

if (unknown.length > 0) {
  const known = TIERS.map(({ name }) => name).join(", ");
  process.stderr.write(`No such tier: ${unknown.join(", ")}. There are: ${known}. A single file: npm run vitest -- run PATH\n`);
  process.exitCode = 2;
} else if (asked.some((name) => name === "cluster" || name === "long") && process.env["CLUSTER_HOST"] === undefined) {
  process.exitCode = againInsideTheCluster();
} else {
  process.exitCode = (await main()) ? 0 : 1;
}

async function main(): Promise<boolean> {
  const started = performance.now();
  if (!runTool("tsc", ["-b"])) {
    process.stderr.write("The build failed; no test was run.\n");
    return false;
  }
  await bundleWrapper();
  await bundleCommand();
  copyPages();
  process.stderr.write(`Built and type-checked in ${seconds(started)}.\n`);

  const chosen = TIERS.filter(isChosen);
  const empty = chosen.filter(({ include }) => globSync([...include], { cwd: root }).length === 0);
  const full = chosen.filter((tier) => !empty.includes(tier));
  // Two runs, so that the fast answer comes first and its time is seen.
  const runs = [full.filter(({ runs }) => runs === "fast"), full.filter(({ runs }) => runs !== "fast")].filter((run) => run.length > 0);

  // A tier that lost its files must not pass for one that is green.
  let green = empty.every(({ runs }) => runs === "on request");
  const lines = empty.map(({ name, runs }) => `${runs === "on request" ? "empty  " : "FAILED "} ${name}: there is no test file`);
  for (const run of runs) {
    const since = performance.now();
    const passed = runTool("vitest", ["run", ...run.flatMap(({ name }) => ["--project", name]), ...flagsFor(run)]);
    green &&= passed;
    lines.push(`${passed ? "passed " : "FAILED "} ${run.map(({ name }) => name).join(", ")}: ${seconds(since)}`);
  }
  for (const { name, needs } of TIERS.filter((tier) => !chosen.includes(tier) && tier.runs === "on request")) {
    lines.push(`skipped ${name}: needs ${needs}`);
  }
  process.stderr.write(`\n${lines.join("\n")}\n`);
  return green;
}

function isChosen({ name, runs, hasGoldens }: Tier): boolean {
  if (asked.length > 0) return asked.includes(name);
  return update ? hasGoldens === true : runs !== "on request";
}

function flagsFor(run: readonly Tier[]): string[] {
  // One file at a time on the cluster: its pods share this machine's cores.
  return [...(update ? ["--update"] : []), ...(run.some(({ name }) => name === "cluster") ? ["--no-file-parallelism"] : [])];
}

/** The cluster can be reached only from its own network; its tool runs a command there. */
function againInsideTheCluster(): number {
  const candidates = [process.env["DAGWRIGHT_CLUSTER_TOOL"], resolve(root, "../shared/cluster/cluster")];
  const tool = candidates.find((path) => path !== undefined && existsSync(path));
  if (tool === undefined) {
    process.stderr.write("No cluster: set DAGWRIGHT_CLUSTER_TOOL to the tool that starts one, or run this inside its `exec`.\n");
    return 1;
  }
  const done = spawnSync(tool, ["exec", "--", process.execPath, join(root, "scripts/test.ts"), ...args], { cwd: root, stdio: "inherit" });
  return done.status ?? 1;
}
