/**
 * One step, from its environment to its files: read inputs, call the user's function, write results. READ THIS FIRST.
 *
 *   environment ─► request ─► inputs (programs, glue) ─► decode ─► user's function ─► encode ─► results, artifacts
 *                                                                        └─► failure (thrown, timeout, exit, invalid-output)
 */
import { CodecError, decode, encodeField, StepError, type ArtifactCodec, type Json, type StepFailure, type StepErrorKind } from "@dagwright/protocol";
import { ArtifactStore } from "../artifact-store.ts";
import { artifactOf, handleOf } from "../artifact.ts";
import { LiveArtifact } from "../live-artifact.ts";
import { setProcessScope } from "../scope.ts";
import { bundlesFolder, loadFunction } from "./bundles.ts";
import { InputFailure, readArgument, type LoadGlue } from "./inputs.ts";
import { pathOfHandle } from "./mounts.ts";
import { forgetOwnVariables, readStepProcess, type Environment, type StepProcess } from "./request.ts";
import { StepOutputFolder } from "./results.ts";

/** Runs the step that the environment describes and gives the exit code. Never rejects on a user's mistake. */
export async function runStep(env: Environment & Record<string, string | undefined>): Promise<number> {
  const request = readStepProcess(env);
  const bundles = bundlesFolder(env);
  forgetOwnVariables(env);
  const output = new StepOutputFolder(request.out);
  const load: LoadGlue = (bundle, name) => loadFunction(bundles, bundle, name);
  const abort = new AbortController();
  setProcessScope({
    runFacts: { id: request.run.id, startedAt: new Date(request.run.startedAt), status: "running" },
    step: { name: request.spec.step, attempt: request.attempt, signal: abort.signal, record: (event) => output.appendEvent(event) },
    artifacts: artifactStoreOf(request),
  });

  const watch = watchOver(request, output, abort);
  try {
    const result = await callFunction(request, bundles, load);
    await output.writeResults(request.spec.results, result, { name: request.spec.step, attempt: request.attempt, types: request.spec.types }, load);
    return 0;
  } catch (error) {
    output.writeFailure(failureFrom(error, request));
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  } finally {
    watch.end();
  }
}

async function callFunction(request: StepProcess, bundles: string, load: LoadGlue): Promise<Json | undefined> {
  const { spec } = request;
  const inputs: Record<string, Json> = {};
  for (const [index, { name }] of spec.inputs.entries()) {
    const value = await readArgument(request.inputs[index] ?? "", spec.types, load);
    if (value !== undefined) inputs[name] = value;
  }
  if (spec.fails === true) throw new Error(String(inputs["message"]));
  if (spec.function === undefined) return inputs["value"];

  const codec = artifactCodec(request);
  const fields = Object.fromEntries(spec.inputs.map(({ name, field }) => [name, field]));
  const input = decode(inputs, { kind: "object", fields }, spec.types, codec, "input");
  const run = await loadFunction(bundles, spec.function.bundle, spec.function.export);
  const result = await (spec.takesInput ? run(input) : run());
  if (spec.output === undefined) return undefined;
  try {
    return encodeField(result, spec.output, spec.types, codec, "output");
  } catch (error) {
    throw error instanceof CodecError ? new OutputError(error) : error;
  }
}

/** The user's result cannot cross the step's boundary. */
class OutputError extends Error {
  override readonly name = "OutputError";
  constructor(cause: CodecError) {
    super(cause.message, { cause });
  }
}

function artifactStoreOf({ artifacts }: StepProcess): ArtifactStore {
  const folder = (): string => {
    if (artifacts.folder !== "") return artifacts.folder;
    throw new Error("this component's output type declares no artifact, so what it makes has nowhere to go; return the artifact, and say so in the type");
  };
  return new ArtifactStore(folder, (name) => `${artifacts.keyPrefix}/${name}`);
}

function artifactCodec(request: StepProcess): ArtifactCodec {
  return {
    // Made here, an artifact gets its digest here; handed on, it keeps the handle it came with.
    encode: (value) => (value instanceof LiveArtifact && value.handle.key.startsWith(`${request.artifacts.keyPrefix}/`) ? { ...value.handle, digest: value.digest } : handleOf(value)),
    decode: (handle) =>
      artifactOf(handle, () => {
        const path = pathOfHandle(handle, request.mounts);
        if (path === undefined) throw new Error(`the bytes of ${handle.key} were not brought to this step`);
        return path;
      }),
  };
}

function failureFrom(error: unknown, request: StepProcess): StepFailure {
  if (error instanceof InputFailure) return { ...error.failure, step: request.spec.step, attempt: request.attempt };
  const message = error instanceof Error ? error.message : String(error);
  const kind: StepErrorKind = error instanceof OutputError ? "invalid-output" : "thrown";
  const stack = error instanceof Error && !(error instanceof OutputError) ? error.stack : undefined;
  return { ...base(request), kind, message, ...(stack === undefined || error instanceof StepError ? {} : { stack }) };
}

const base = (request: StepProcess): { readonly step: string; readonly attempt: number } => ({ step: request.spec.step, attempt: request.attempt });

/** The ways a step ends other than by returning: its time is over, it is told to stop, its own code exits or fails beside the call. */
function watchOver(request: StepProcess, output: StepOutputFolder, abort: AbortController): { end(): void } {
  const { timeoutSeconds } = request.spec;
  const fail = (failure: StepFailure): never => {
    output.writeFailure(failure);
    process.stderr.write(`${failure.message}\n`);
    process.removeListener("exit", onExit);
    process.exit(1);
  };
  const timer =
    timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => {
          abort.abort();
          fail({ ...base(request), kind: "timeout", message: `took longer than ${timeoutSeconds} s` });
        }, timeoutSeconds * 1000);
  const onTerminate = (): never => {
    abort.abort();
    process.removeListener("exit", onExit);
    process.exit(143);
  };
  const onStray = (error: unknown): never => fail(failureFrom(error, request));
  const onExit = (code: number): void => {
    output.writeFailure({ ...base(request), kind: "exit", message: `the step's code called process.exit(${code})`, exitCode: code });
    if (code === 0) process.exitCode = 1;
  };
  process.once("SIGTERM", onTerminate);
  process.on("uncaughtException", onStray);
  process.on("unhandledRejection", onStray);
  process.on("exit", onExit);
  return {
    end() {
      clearTimeout(timer);
      process.removeListener("SIGTERM", onTerminate);
      process.removeListener("uncaughtException", onStray);
      process.removeListener("unhandledRejection", onStray);
      process.removeListener("exit", onExit);
    },
  };
}
