/** One program, run every way there is; each way gives the same observation, or it is wrong. */
import { AsyncLocalStorage } from "node:async_hooks";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compile, type CompiledPipeline } from "@dagwright/compiler";
import { renderDiagnostics } from "@dagwright/ir";
import { StepError, type Json } from "@dagwright/protocol";
import { runPipeline } from "@dagwright/runner";
import { callsIn } from "./calls.ts";
import { interpretFixture } from "./run-fixture.ts";

const FOLDER = fileURLToPath(new URL("../differential/programs/", import.meta.url));

export const PROGRAM_NAMES: readonly string[] = readdirSync(FOLDER)
  .map((file) => file.replace(/\.ts$/u, ""))
  .toSorted();

/** What is compared: `semantics.md` §1. */
export interface Observation {
  readonly status: string;
  readonly output: Json | undefined;
  readonly calls: readonly string[];
  /** Of a failed run: step, kind and attempt. */
  readonly failure?: string;
}

export const failureText = (failure: { readonly step: string; readonly kind: string; readonly attempt: number; readonly message: string }): string => `${failure.step} ${failure.kind} ${failure.attempt} ${failure.message}`;

const wrapper = createRequire(import.meta.url).resolve("dagwright/exec-bundle");

/** All programs by one project, so that the type checker starts once. */
let compiled: Promise<ReadonlyMap<string, CompiledPipeline>> | undefined;
export function compiledPrograms(): Promise<ReadonlyMap<string, CompiledPipeline>> {
  compiled ??= (async () => {
    const { pipelines, diagnostics, frontend } = await compile({ entries: PROGRAM_NAMES.map((name) => join(FOLDER, `${name}.ts`)) });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new Error(renderDiagnostics(errors, (file) => frontend.sourceText(file)));
    return new Map(pipelines.map((pipeline) => [pipeline.name, pipeline]));
  })();
  return compiled;
}

export async function compiledProgram(name: string): Promise<CompiledPipeline> {
  const program = (await compiledPrograms()).get(name);
  if (program === undefined) throw new Error(`${name}.ts declares no pipeline called ${name}`);
  return program;
}

const printing = new AsyncLocalStorage<string[]>();
const say = console.log;

/** `await main(args)` and nothing else. */
export async function inPlainNode(name: string): Promise<Observation> {
  const module: unknown = await import(pathToFileURL(join(FOLDER, `${name}.ts`)).href);
  const main: unknown = typeof module === "object" && module !== null ? Reflect.get(module, "default") : undefined;
  if (typeof main !== "function") throw new TypeError(`${name}.ts has no default export to call`);
  const lines: string[] = [];
  console.log = (line: unknown) => {
    const to = printing.getStore();
    if (to === undefined) say(line);
    else to.push(String(line));
  };
  try {
    const output: unknown = await printing.run(lines, () => Promise.resolve(Reflect.apply(main, undefined, [{}]) as unknown));
    const json: Json | undefined = output === undefined ? undefined : (JSON.parse(JSON.stringify(output)) as Json);
    return { status: "succeeded", output: json, calls: callsIn(lines.join("\n")) };
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    return { status: "failed", output: undefined, calls: callsIn(lines.join("\n")), failure: failureText(error) };
  } finally {
    console.log = say;
  }
}

export async function inInterpreter(name: string): Promise<Observation> {
  const { document, bundles } = await compiledProgram(name);
  const ran = await interpretFixture(document, bundles.filter(({ digest }) => digest !== document.wrapper).map(({ code }) => code), {});
  const { outcome } = ran;
  return { status: outcome.kind, output: ran.output, calls: callsIn(ran.printed), ...(outcome.kind === "failed" ? { failure: failureText(outcome.failure) } : {}) };
}

export async function inLocalRunner(name: string): Promise<Observation> {
  const { document, bundles } = await compiledProgram(name);
  const code = new Map(bundles.map((bundle) => [bundle.digest, Buffer.from(bundle.code)]));
  const home = mkdtempSync(join(tmpdir(), "dagwright-differential-"));
  const lines: string[] = [];
  try {
    const ran = await runPipeline({
      document,
      bundles: (digest) => code.get(digest),
      wrapper,
      home,
      tracking: "off",
      onEvent: (event) => {
        if (event.type === "log") lines.push(event.text);
      },
    });
    return { status: ran.status, output: ran.outputs, calls: callsIn(lines.join("\n")), ...(ran.failure === undefined ? {} : { failure: failureText(ran.failure) }) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The bytes a target needs. */
export function codeOf({ bundles }: CompiledPipeline): { readonly wrapper: Uint8Array; bundle(digest: string): Uint8Array } {
  const code = new Map(bundles.map((bundle) => [bundle.digest, Buffer.from(bundle.code)]));
  return {
    wrapper: readFileSync(wrapper),
    bundle: (digest) => {
      const bytes = code.get(digest);
      if (bytes === undefined) throw new Error(`no bundle ${digest}`);
      return bytes;
    },
  };
}
