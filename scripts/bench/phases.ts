// `node --conditions=dagwright-source scripts/bench/phases.ts FILE`: one compilation in a process of its own; prints `Phases` as JSON.
import { dirname, resolve } from "node:path";
import { compile, type Pass } from "../../packages/compiler/src/compile.ts";
import { Disk } from "../../packages/compiler/src/disk/disk.ts";
import { Context } from "../../packages/compiler/src/frontend/ts-morph/context.ts";
import { openFrontend } from "../../packages/compiler/src/frontend/ts-morph/index.ts";
import { readOptions } from "../../packages/compiler/src/frontend/ts-morph/options.ts";
import { createLeanProgram } from "../../packages/compiler/src/frontend/ts-morph/lean/node-types.ts";
import { typeErrorsOf } from "../../packages/compiler/src/frontend/ts-morph/type-errors.ts";

/** Milliseconds of processor time, which other programs on the machine change less than time by the clock. */
export interface Phases {
  /** TypeScript reads, parses and binds all files. */
  readonly open: number;
  /** TypeScript checks the project's own files. */
  readonly check: number;
  /** Ours, but for bundling, which esbuild does. */
  readonly passes: number;
  readonly byPass: Readonly<Record<Pass, number>>;
}

const [entry] = process.argv.slice(2);
if (entry !== undefined && import.meta.main) process.stdout.write(`${JSON.stringify(await measure(resolve(entry)))}\n`);

async function measure(file: string): Promise<Phases> {
  const byPass: Record<Pass, number> = { discover: 0, signatures: 0, graph: 0, check: 0, bundle: 0, assemble: 0 };
  let since = process.cpuUsage();
  const lap = (): number => {
    const { user, system } = process.cpuUsage(since);
    since = process.cpuUsage();
    return (user + system) / 1000;
  };
  const disk = new Disk();
  const program = createLeanProgram([file], readOptions(file, undefined, disk), disk);
  const context = new Context(dirname(file), program, disk);
  const open = lap();
  typeErrorsOf(context);
  const check = lap();
  const frontend = openFrontend({ entries: [file], disk });
  lap();
  let pass: Pass | undefined;
  const end = (): void => {
    const took = lap();
    if (pass !== undefined) byPass[pass] += took;
  };
  const { diagnostics } = await compile({
    entries: [file],
    frontend,
    readWrapper: () => ({ diagnostics: [] }),
    onPass: (next) => {
      end();
      pass = next;
    },
  });
  end();
  const wrong = diagnostics.find(({ severity }) => severity === "error");
  if (wrong !== undefined) throw new Error(`${wrong.code}: ${wrong.message}`);
  const passes = Object.entries(byPass).reduce((sum, [name, took]) => sum + (name === "bundle" ? 0 : took), 0);
  return { open, check, passes, byPass };
}
