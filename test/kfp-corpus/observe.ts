/** One run of a pipeline of the corpus in each of the three ways, written down so that they can be compared. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { CompiledPipeline } from "@dagwright/compiler";
import { interpret, type FakeComponent, type FakeGlue } from "@dagwright/ir";
import {
  canonicalJson,
  decode,
  encodeField,
  isArtifactHandle,
  isJsonObject,
  RUNTIME_SYMBOL,
  StepError,
  type ArtifactCodec,
  type Json,
  type JsonObject,
  type StepFailure,
  type Type,
} from "@dagwright/protocol";
import { runPipeline, type CallerFake } from "@dagwright/runner";
import * as dagwright from "dagwright";
import { recordCalls } from "dagwright/testing";
import { wrapperFile } from "../support/observe.ts";
import { withVariables } from "../support/step-variables.ts";

export interface Observation {
  readonly status: string;
  readonly output: Json | undefined;
  /** Of a failed run. */
  readonly failure?: string;
  /** Sorted: `component attempts status`. */
  readonly steps: readonly string[];
  /** Sorted, with what they were given; where that can be seen. */
  readonly calls?: readonly string[];
}

const failureText = ({ step, kind, attempt, message }: Pick<StepFailure, "step" | "kind" | "attempt" | "message">): string =>
  `${step} ${kind} ${attempt} ${message}`;

/** The same text for the same value: an artifact by what is in it, and the run's own id by a word. */
function comparable(value: Json | undefined): Json | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string") return value.replaceAll(/\b(?:[0-9a-f]{32}|plain-[0-9a-f-]{36}|interpreted)\b/gu, "<run>");
  if (Array.isArray(value)) return value.map((item: Json) => comparable(item) ?? null);
  if (!isJsonObject(value)) return value;
  const { key, ...rest } = value;
  const members: JsonObject = isArtifactHandle(value) || key === undefined ? rest : value;
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, comparable(member) ?? null]));
}

const callText = (component: string, input: Json | undefined): string => `${component} ${canonicalJson(comparable(input) ?? null)}`;

/** `await main(inputs)` of a module's default export. */
export async function observePlainNode(file: string, inputs: JsonObject): Promise<Observation> {
  const module: unknown = await import(pathToFileURL(file).href);
  const main: unknown = typeof module === "object" && module !== null ? Reflect.get(module, "default") : undefined;
  if (typeof main !== "function") throw new TypeError(`${file} has no default export to call`);
  const { outcome, calls } = await quietly(() => recordCalls(() => Promise.resolve(Reflect.apply(main, undefined, [inputs]) as unknown)));
  const { status } = outcome;
  if (outcome.status === "failed" && !(outcome.error instanceof StepError)) throw outcome.error;
  return {
    status,
    output: outcome.status === "failed" ? undefined : comparable(jsonOf(outcome.value)),
    ...(outcome.status === "failed" && outcome.error instanceof StepError ? { failure: failureText(outcome.error) } : {}),
    steps: calls.map((call) => `${call.step} ${call.attempts} ${call.outcome.status}`).toSorted(),
    calls: calls.map((call) => callText(call.step, call.input)).toSorted(),
  };
}

/** The document over the very bundles that its steps would load, in this process. */
export async function observeInterpreter({ document, bundles }: CompiledPipeline, inputs: JsonObject): Promise<Observation> {
  Object.assign(globalThis, { [Symbol.for(RUNTIME_SYMBOL)]: dagwright });
  const codes = new Map(bundles.map(({ digest, code }) => [digest, code]));
  const made = new Map<string, unknown>();
  const codec: ArtifactCodec = {
    encode: (value) => {
      const handle = handleOf(value);
      if (handle !== undefined) made.set(handle.key, value);
      return handle;
    },
    decode: (handle) => made.get(handle.key),
  };

  const glue: Record<string, FakeGlue> = {};
  for (const { digest, code } of bundles) {
    if (digest === document.wrapper) continue;
    const run = await exported(code, "glue");
    if (run !== undefined) glue[digest] = (roots, constants) => run(roots, constants);
  }
  const components: Record<string, FakeComponent> = {};
  for (const [name, component] of Object.entries(document.components)) {
    const { implementation } = component;
    const inputType: Type = { kind: "object", fields: component.input?.fields ?? {} };
    const over =
      (run: (input: unknown) => unknown): FakeComponent =>
      async (input, { config }) => {
        const given = decode(input ?? {}, inputType, document.types, codec, "input");
        const result = await quietly(async () => withVariables(config.env, () => run(given)));
        return component.output === undefined ? undefined : encodeField(result, component.output, document.types, codec, "output");
      };
    const code =
      implementation.kind === "typescript" ? implementation : implementation.kind === "container" ? implementation.fake : undefined;
    const run = code === undefined ? undefined : await exported(codes.get(code.bundle) ?? "", code.export);
    if (run !== undefined) components[name] = over(run);
    else if (implementation.kind === "importer") components[name] = over((input) => imported(implementation.artifact, input));
    else if (implementation.kind === "kubernetesResource") components[name] = over(() => undefined);
  }

  const { outcome, output, calls } = await interpret(document, { inputs, components, glue });
  const last = calls.filter((call) => !calls.some(({ path, attempt }) => path === call.path && attempt > call.attempt));
  return {
    status: outcome.kind,
    output: comparable(output),
    ...(outcome.kind === "failed" ? { failure: failureText(outcome.failure) } : {}),
    steps: last.map((call) => `${call.component} ${call.attempt} ${call.outcome.kind}`).toSorted(),
    calls: last.map((call) => callText(call.component, call.args)).toSorted(),
  };
}

/** A process a step; containers run their fakes, and what only a cluster can do is left undone. */
export async function observeLocalRunner({ document, bundles }: CompiledPipeline, inputs: JsonObject): Promise<Observation> {
  const code = new Map(bundles.map((bundle) => [bundle.digest, Buffer.from(bundle.code)]));
  const home = mkdtempSync(join(tmpdir(), "dagwright-kfp-corpus-"));
  const steps: string[] = [];
  const fakes: Record<string, CallerFake> = {};
  for (const [name, { implementation }] of Object.entries(document.components))
    if (implementation.kind === "kubernetesResource") fakes[name] = () => Promise.resolve(undefined);
  try {
    const ran = await runPipeline({
      document,
      inputs,
      bundles: (digest) => code.get(digest),
      wrapper: wrapperFile,
      home,
      tracking: "off",
      engine: "none",
      fakes,
      onEvent: (event) => {
        if (event.type === "stepFinished" && event.retryInMs === undefined)
          steps.push(`${event.component} ${event.attempt} ${event.status}`);
      },
    });
    return {
      status: ran.status,
      output: comparable(ran.outputs),
      ...(ran.failure === undefined ? {} : { failure: failureText(ran.failure) }),
      steps: steps.toSorted(),
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

type Exported = (...args: readonly unknown[]) => unknown;

async function exported(source: string, name: string): Promise<Exported | undefined> {
  const module: unknown = await import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);
  const found: unknown = typeof module === "object" && module !== null ? Reflect.get(module, name) : undefined;
  return typeof found === "function" ? (...args) => Reflect.apply(found, undefined, args) as unknown : undefined;
}

const imported = (kind: string, input: unknown): unknown => {
  const uri: unknown = typeof input === "object" && input !== null ? Reflect.get(input, "uri") : undefined;
  return dagwright.artifactType(kind).fromFile(fileURLToPath(String(uri)));
};

/** With its digest, which is its content. */
function handleOf(value: unknown) {
  if (typeof value !== "object" || value === null || !("toJSON" in value) || !("digest" in value)) return undefined;
  const handle = jsonOf(value);
  return isArtifactHandle(handle) ? { ...handle, digest: String(value.digest) } : undefined;
}

/** A value as it would be written down, artifacts with their digests. */
function jsonOf(value: unknown): Json | undefined {
  const text = JSON.stringify(value, function (this: unknown, key, member: unknown) {
    const held: unknown = typeof this === "object" && this !== null ? Reflect.get(this, key) : undefined;
    return typeof held === "object" && held !== null && "digest" in held && "toJSON" in held
      ? { ...Object(member), digest: held.digest }
      : member;
  });
  return typeof text === "string" ? (JSON.parse(text) as Json) : undefined;
}

/** What steps print is theirs. Runs do not overlap here. */
async function quietly<T>(run: () => Promise<T>): Promise<T> {
  const say = console.log;
  console.log = () => {};
  try {
    return await run();
  } finally {
    console.log = say;
  }
}
