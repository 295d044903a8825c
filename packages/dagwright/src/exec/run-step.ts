/**
 * One step, from its environment to its files: read inputs, call the user's function, write results. READ THIS FIRST.
 *
 *   environment ─► request ─► inputs (programs, glue) ─► decode ─► user's function ─► encode ─► results, artifacts
 *                                                                        └─► failure (thrown, timeout, exit, invalid-output)
 */
import {
  CodecError,
  decode,
  encodeField,
  handleJson,
  parseStepFailure,
  StepError,
  type ArtifactCodec,
  type Json,
  type StepFailure,
  type StepErrorKind,
} from "@dagwright/protocol";
import { ArtifactStore } from "../artifact-store.ts";
import { artifactOf, handleOf } from "../artifact.ts";
import { OutputError } from "../boundary.ts";
import { LiveArtifact } from "../live-artifact.ts";
import { setProcessScope } from "../scope.ts";
import { thrownMessage } from "../thrown-message.ts";
import { timeoutMessage } from "../timeout-message.ts";
import { bundlesFolder, loadFunction } from "./bundles.ts";
import { importArtifact } from "./import-artifact.ts";
import { InputFailure, readArgument, type LoadGlue } from "./inputs.ts";
import { pathOfHandle } from "./mounts.ts";
import { forgetOwnVariables, readStepProcess, type Environment, type StepProcess } from "./request.ts";
import { StepOutputFolder } from "./results.ts";
import { keepTime } from "./keep-time.ts";
import { stackWithCauses } from "./stack-with-causes.ts";

/** Runs the step that the environment describes and gives the exit code. Never rejects on a user's mistake. */
export async function runStep(env: Environment & Record<string, string | undefined>): Promise<number> {
  const request = readStepProcess(env);
  const bundles = bundlesFolder(env);
  forgetOwnVariables(env);
  Object.assign(env, request.variables);
  const output = new StepOutputFolder(request.out);
  const load: LoadGlue = (bundle, name) => loadFunction(bundles, bundle, name);
  const abort = new AbortController();
  setProcessScope({
    runFacts: { id: request.run.id, startedAt: new Date(request.run.startedAt), status: "running" },
    step: { name: request.spec.step, attempt: request.attempt, signal: abort.signal, record: (event) => output.appendEvent(event) },
    ...artifactStoreOf(request),
  });

  const watch = watchOver(request, output, abort);
  try {
    const result = await callFunction(request, bundles, load);
    await output.writeResults(
      request.spec.results,
      result,
      { name: request.spec.step, attempt: request.attempt, types: request.spec.types },
      load,
    );
    return 0;
  } catch (error) {
    output.writeFailure(failureFrom(error, request));
    process.stderr.write(`${textOf(error)}\n`);
    return 1;
  } finally {
    watch.end();
  }
}

async function callFunction(request: StepProcess, bundles: string, load: LoadGlue): Promise<Json | undefined> {
  const { spec, problem } = request;
  if (problem !== undefined) throw new TypeError(problem);
  const inputs: Record<string, Json> = {};
  for (const [index, { name }] of spec.inputs.entries()) {
    const value = await readArgument(request.inputs[index] ?? "", spec.types, load);
    if (value !== undefined) inputs[name] = value;
  }
  if (spec.fails === true) throw wantedFailure(inputs["message"], parseStepFailure(inputs["cause"]));
  if (spec.imports !== undefined) return handleJson(await importArtifact(spec.imports, uriOf(inputs), request.mounts[0]));
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

function uriOf({ uri }: Readonly<Record<string, Json>>): string {
  if (typeof uri === "string") return uri;
  throw new TypeError("input.uri is missing, but string is required");
}

/** None = the output declares no artifact: what the component makes for itself lies in the temporary folder, as in plain Node. */
const artifactStoreOf = ({ artifacts }: StepProcess): { readonly artifacts?: ArtifactStore } =>
  artifacts.folder === ""
    ? {}
    : {
        artifacts: new ArtifactStore(
          () => artifacts.folder,
          (name) => `${artifacts.keyPrefix}/${name}`,
        ),
      };

function artifactCodec(request: StepProcess): ArtifactCodec {
  return {
    // Made here, an artifact gets its digest here; handed on, it keeps the handle it came with.
    encode: (value) =>
      value instanceof LiveArtifact && value.handle.key.startsWith(`${request.artifacts.keyPrefix}/`)
        ? { ...value.handle, digest: value.digest }
        : handleOf(value),
    decode: (handle) =>
      artifactOf(handle, () => {
        const path = pathOfHandle(handle, request.mounts);
        if (path === undefined) throw new Error(`the bytes of ${handle.key} were not brought to this step`);
        return path;
      }),
  };
}

/** What a step that only fails ends with: an error of its own, or the one that was caught. */
function wantedFailure(message: Json | undefined, cause: StepFailure | undefined): Error {
  if (message === undefined && cause !== undefined) return new StepError(cause);
  const options = cause === undefined ? {} : { cause: new StepError(cause) };
  return new Error(typeof message === "string" ? message : JSON.stringify(message), options);
}

function failureFrom(error: unknown, request: StepProcess): StepFailure {
  // Thrown on by the pipeline: it is still the failure of the step where it happened.
  if (error instanceof StepError && request.spec.fails === true) {
    const { step, attempt, kind, message, exitCode } = error;
    return { step, attempt, kind, message, ...(exitCode === undefined ? {} : { exitCode }) };
  }
  if (error instanceof InputFailure) return { ...error.failure, ...base(request) };
  const kind: StepErrorKind = error instanceof OutputError ? "invalid-output" : "thrown";
  const stack = error instanceof Error && !(error instanceof OutputError) ? stackWithCauses(error) : undefined;
  return {
    ...base(request),
    kind,
    message: cut(thrownMessage(error)),
    ...(stack === undefined || error instanceof StepError ? {} : { stack: cut(stack) }),
  };
}

/** What the log says. An output's fault is told whole by its own message. */
const textOf = (error: unknown): string =>
  error instanceof Error && !(error instanceof OutputError) ? stackWithCauses(error) : thrownMessage(error);

/** A parameter has room for 100 KB; the whole text is in the log. */
const cut = (text: string): string => (text.length <= 8000 ? text : `${text.slice(0, 8000)}…`.toWellFormed());

const base = (request: StepProcess): { readonly step: string; readonly attempt: number } => ({
  step: request.spec.step,
  attempt: request.attempt,
});

/** Node's own code for "nothing is left that could settle the promise that is awaited". */
const NEVER_SETTLED = 13;

/** The ways a step ends other than by returning: its time is over, it is told to stop, its own code exits or fails beside the call. */
function watchOver(request: StepProcess, output: StepOutputFolder, abort: AbortController): { end(): void } {
  const { timeoutSeconds } = request.spec;
  const fail = (failure: StepFailure): never => {
    output.writeFailure(failure);
    process.stderr.write(`${failure.stack ?? failure.message}\n`);
    process.removeListener("exit", onExit);
    process.exit(1);
  };
  const onTime = (failure: StepFailure): never => {
    abort.abort(new Error(failure.message));
    return fail(failure);
  };
  const clock =
    timeoutSeconds === undefined
      ? undefined
      : keepTime(timeoutSeconds, { ...base(request), kind: "timeout", message: timeoutMessage(timeoutSeconds) }, output, onTime);
  const onTerminate = (): never => {
    abort.abort();
    process.removeListener("exit", onExit);
    process.exit(143);
  };
  const onStray = (error: unknown): never => fail(failureFrom(error, request));
  const onExit = (code: number): void => {
    const message =
      code === NEVER_SETTLED
        ? "the step's promise never settled: nothing was left that could settle it"
        : `the step's code called process.exit(${code})`;
    output.writeFailure({ ...base(request), kind: "exit", message, exitCode: code });
    if (code === 0) process.exitCode = 1;
  };
  // Before Node itself, which would quote a line of this bundle.
  const onDrained = (): never => process.exit(NEVER_SETTLED);
  process.once("SIGTERM", onTerminate);
  process.on("uncaughtException", onStray);
  process.on("unhandledRejection", onStray);
  process.on("exit", onExit);
  process.once("beforeExit", onDrained);
  return {
    end() {
      clock?.stop();
      process.removeListener("SIGTERM", onTerminate);
      process.removeListener("uncaughtException", onStray);
      process.removeListener("unhandledRejection", onStray);
      process.removeListener("exit", onExit);
      process.removeListener("beforeExit", onDrained);
    },
  };
}
