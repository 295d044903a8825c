// `npm run bench [-- --long] [-- --rounds N]`: how long compiling takes, beside `kfp dsl compile` and Hera's `to_yaml`, in one run.
// Prints docs/performance.md and writes it. Figures to read, not limits to pass. `--long` lets KFP compile 5,000 steps, too: four minutes.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createInstalled } from "./bench/installed.ts";
import { compare, timed, type Program } from "./bench/measure.ts";
import { takePhases, type PhaseRow } from "./bench/phase-rows.ts";
import * as programs from "./bench/programs.ts";
import { findPython, type Python } from "./bench/python.ts";
import { page, type SizeRow } from "./bench/report.ts";
import { watchTimes } from "./bench/watch-times.ts";
import { root, runTool } from "./run-tool.ts";

const SIZES = [10, 100, 1000, 5000] as const;
/** KFP's own time grows with the square of the steps, and worse. */
const MOST_FOR_KFP = 1000;

const { values } = parseArgs({ options: { long: { type: "boolean", default: false }, rounds: { type: "string", default: "5" } } });
const rounds = Number(values.rounds);

if (!Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write("usage: npm run bench -- [--long] [--rounds N]\n");
  process.exitCode = 2;
} else if (!runTool(process.execPath, [join(root, "scripts/build.ts")])) {
  process.exitCode = 1;
} else {
  const project = createInstalled();
  try {
    await bench(project);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

async function bench(project: string): Promise<void> {
  const python = findPython();
  if ("missing" in python) process.stderr.write(`\nSKIPPED: KFP and Hera cannot be installed from PyPI: ${python.missing}\n\n`);
  const rows: SizeRow[] = [];
  for (const steps of SIZES) {
    process.stderr.write(`${steps} steps …\n`);
    const few = steps <= 100 ? rounds : Math.min(rounds, 3);
    rows.push({ steps, medians: compare([...ours(project, steps), ...("missing" in python ? [] : theirs(project, steps, python))], few) });
  }
  process.stderr.write("passes …\n");
  const phases: readonly PhaseRow[] = takePhases(project);
  process.stderr.write("watch …\n");
  const watched = await watchTimes(project, rounds * 2);
  const node = compare([{ name: "node", run: () => timed(process.execPath, ["-e", "0"], project) }], rounds * 2).get("node") ?? Number.NaN;
  const text = page({ rows, phases, watched, node, rounds, long: values.long, python });
  process.stdout.write(text);
  writeFileSync(join(root, "docs/performance.md"), text);
}

function ours(project: string, steps: number): readonly Program[] {
  const file = `chain-${steps}.ts`;
  const source = programs.typescript("chain", steps);
  const write = (text: string): void => writeFileSync(join(project, file), text);
  write(source);
  const command = join(project, "node_modules/@dagwright/cli/bin/dagwright.mjs");
  const compile = (target: string, ...more: readonly string[]): number =>
    timed(process.execPath, [command, "compile", file, "--target", target, "-o", join(project, `out-${steps}`), ...more], project);
  let edits = 0;
  // So that there is something to be warm with.
  compile("ir");
  return [
    { name: "cold", run: () => compile("ir", "--no-cache") },
    {
      name: "warm",
      run: () => {
        edits += 1;
        write(`${source}// edit ${edits}\n`);
        return compile("ir");
      },
    },
    { name: "unchanged", run: () => compile("ir") },
    ...(steps > 1000 ? [] : [{ name: "argo", run: () => compile("argo", "--no-cache") }]),
  ];
}

function theirs(project: string, steps: number, { python, kfp }: Python): readonly Program[] {
  const folder = join(tmpdir(), "dagwright-bench-out");
  mkdirSync(folder, { recursive: true });
  const [kfpFile, heraFile] = [join(project, `kfp_${steps}.py`), join(project, `hera_${steps}.py`)];
  writeFileSync(kfpFile, programs.kfp(steps));
  writeFileSync(heraFile, programs.hera(steps));
  const out = join(folder, "out.yaml");
  return [
    ...(steps > MOST_FOR_KFP && !values.long
      ? []
      : [{ name: "kfp", run: () => timed(kfp, ["dsl", "compile", "--py", kfpFile, "--output", out], project) }]),
    { name: "hera", run: () => timed(python, [heraFile, out], project) },
  ];
}
