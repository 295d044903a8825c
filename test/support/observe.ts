/** One run of a program, each way there is to run it without a cluster; each gives the same observation, or it is wrong. */
import { AsyncLocalStorage } from "node:async_hooks";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CompiledPipeline } from "@dagwright/compiler";
import { StepError, type Json, type JsonObject } from "@dagwright/protocol";
import { runPipeline, type Platform } from "@dagwright/runner";
import { withApprovals } from "dagwright/testing";
import { answersInto } from "./answers.ts";
import { callsIn } from "./calls.ts";
import { interpretFixture } from "./run-fixture.ts";

/** What is compared: `semantics.md` §1. */
export interface Observation {
  readonly status: string;
  readonly output: Json | undefined;
  readonly calls: readonly string[];
  /** Of a failed run: step, kind and attempt. */
  readonly failure?: string;
}

export const failureText = (failure: {
  readonly step: string;
  readonly kind: string;
  readonly attempt: number;
  readonly message: string;
}): string => `${failure.step} ${failure.kind} ${failure.attempt} ${failure.message}`;

export const wrapperFile = createRequire(import.meta.url).resolve("dagwright/exec-bundle");

const printing = new AsyncLocalStorage<string[]>();
let capturing = 0;
let say = console.log;

/** Runs may overlap: the first sets the capture up and the last takes it down. */
function capture(): void {
  capturing += 1;
  if (capturing > 1) return;
  say = console.log;
  console.log = (line: unknown) => {
    const to = printing.getStore();
    if (to === undefined) say(line);
    else to.push(String(line));
  };
}
function release(): void {
  capturing -= 1;
  if (capturing === 0) console.log = say;
}

/** `await main(inputs)` of a module's default export, and nothing else. */
export async function observePlainNode(file: string, inputs: JsonObject = {}): Promise<Observation> {
  const module: unknown = await import(pathToFileURL(file).href);
  const main: unknown = typeof module === "object" && module !== null ? Reflect.get(module, "default") : undefined;
  if (typeof main !== "function") throw new TypeError(`${file} has no default export to call`);
  const lines: string[] = [];
  capture();
  try {
    const answers = answersInto(lines);
    const output: unknown = await printing.run(lines, () =>
      withApprovals(answers.inPlainNode, () => Promise.resolve(Reflect.apply(main, undefined, [inputs]) as unknown)),
    );
    const json: Json | undefined = output === undefined ? undefined : (JSON.parse(JSON.stringify(output)) as Json);
    return { status: "succeeded", output: json, calls: callsIn(lines.join("\n")) };
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    return { status: "failed", output: undefined, calls: callsIn(lines.join("\n")), failure: failureText(error) };
  } finally {
    release();
  }
}

export async function observeInterpreter({ document, bundles }: CompiledPipeline, inputs: JsonObject = {}): Promise<Observation> {
  const code = bundles.filter(({ digest }) => digest !== document.wrapper).map((bundle) => bundle.code);
  const lines: string[] = [];
  const ran = await interpretFixture(document, code, inputs, answersInto(lines).inGraph);
  const { outcome } = ran;
  return {
    status: outcome.kind,
    output: ran.output,
    calls: callsIn([ran.printed, ...lines].join("\n")),
    ...(outcome.kind === "failed" ? { failure: failureText(outcome.failure) } : {}),
  };
}

export interface LocalRunOptions {
  /** Instead of processes and files of the system. */
  readonly platform?: Partial<Platform>;
  /** Kept, for other runs to find the same bundles in it; a temporary folder unless told. */
  readonly home?: string;
}

/** `onLine` sees what the steps print. */
export async function observeLocalRunner(
  { document, bundles }: CompiledPipeline,
  inputs: JsonObject = {},
  onLine: (line: string) => void = () => {},
  { platform = {}, home: kept }: LocalRunOptions = {},
): Promise<Observation> {
  const code = new Map(bundles.map((bundle) => [bundle.digest, Buffer.from(bundle.code)]));
  const home = kept ?? mkdtempSync(join(tmpdir(), "dagwright-differential-"));
  const lines: string[] = [];
  const answers = answersInto(lines);
  try {
    const ran = await runPipeline({
      document,
      inputs,
      bundles: (digest) => code.get(digest),
      wrapper: wrapperFile,
      home,
      tracking: "off",
      platform,
      approvals: (call) => Promise.resolve(answers.inGraph(call)),
      onEvent: (event) => {
        if (event.type !== "log") return;
        lines.push(event.text);
        onLine(event.text);
      },
    });
    return {
      status: ran.status,
      output: ran.outputs,
      calls: callsIn(lines.join("\n")),
      ...(ran.failure === undefined ? {} : { failure: failureText(ran.failure) }),
    };
  } finally {
    if (kept === undefined) rmSync(home, { recursive: true, force: true });
  }
}
