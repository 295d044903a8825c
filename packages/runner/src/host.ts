/** Answers the engine with processes: every step, and every value that holds glue, runs outside this process. */
import { join } from "node:path";
import { holdsGlue, isRetried, type ComputeSite, type Document, type HostResult, type ReadScope, type TaskCall } from "@dagwright/ir";
import { jsonText, StepError, type ArgumentText, type Json, type StepFailure, type Types, type Value } from "@dagwright/protocol";
import { argumentText } from "./argument.ts";
import type { Choice } from "./choose-work.ts";
import type { Executor, StepObserver, StepRequest, StepResult } from "./executors/executor.ts";
import { failed } from "./failure.ts";
import { folderName } from "./folder-name.ts";
import type { Secret } from "./in-use.ts";
import type { Platform } from "./platform.ts";
import type { Slots } from "./slots.ts";

export interface Executors {
  readonly process: Executor;
  readonly container: Executor | undefined;
  readonly importer: Executor;
  readonly caller: Executor;
}

/** Told of every attempt; what it makes of that is its own business. */
export interface AttemptListener {
  started(request: StepRequest, executor: string): StepObserver;
  finished(request: StepRequest, result: StepResult, retryInMs: number | undefined): Promise<void>;
}

export interface HostOptions {
  readonly document: Document;
  readonly run: StepRequest["run"];
  /** Of this run. */
  readonly folder: string;
  readonly choices: ReadonlyMap<string, Choice>;
  readonly executors: Executors;
  readonly slots: Slots;
  readonly secret: (secret: Secret) => string;
  readonly signal: AbortSignal;
  /** Also ends clean-up that runs after a cancel. */
  readonly abandon: AbortSignal;
  readonly listener: AttemptListener;
  readonly platform: Platform;
}

const FIRST_BACKOFF_SECONDS = 0.1;
const LONGEST_BACKOFF_SECONDS = 300;

/** A type that every JSON value has: glue says itself what it gives, and its neighbours have proven what they read. */
const ANY_JSON = "$json";
const anyJson: Types = {
  [ANY_JSON]: {
    kind: "union",
    members: [
      { kind: "string" },
      { kind: "number" },
      { kind: "boolean" },
      { kind: "null" },
      { kind: "array", items: { kind: "named", name: ANY_JSON } },
      { kind: "record", values: { kind: "named", name: ANY_JSON } },
    ],
  },
};

export function createHost(options: HostOptions) {
  const { document, run, executors, slots, listener, platform } = options;
  let computed = 0;

  async function runTask(call: TaskCall): Promise<HostResult> {
    const signal = call.onExit ? options.abandon : options.signal;
    for (let attempt = 1; ; attempt++) {
      const { result, retryInMs } = await slots.use(() => runAttempt(call, attempt, signal));
      switch (result.kind) {
        case "succeeded":
          return { ok: result.output };
        case "cancelled":
          return { cancelled: true };
        case "failed":
          if (retryInMs === undefined) return { failed: result.failure };
          await pause(retryInMs, signal);
      }
    }
  }

  async function runAttempt(
    call: TaskCall,
    attempt: number,
    signal: AbortSignal,
  ): Promise<{ result: StepResult; retryInMs: number | undefined }> {
    if (signal.aborted) return { result: { kind: "cancelled" }, retryInMs: undefined };
    const { executor, request } = await requestOf(call, attempt);
    const observer = listener.started(request, executor.name);
    const { args, result } = await attemptResult(call, request, executor, observer, signal);
    const retryInMs =
      result.kind === "failed" && !signal.aborted && isRetried(call.config, result.failure) ? backoffMs(call, attempt) : undefined;
    await listener.finished({ ...request, args }, result, retryInMs);
    return { result, retryInMs };
  }

  async function attemptResult(
    call: TaskCall,
    request: StepRequest,
    executor: Executor,
    observer: StepObserver,
    signal: AbortSignal,
  ): Promise<{ args: StepRequest["args"]; result: StepResult }> {
    let args: StepRequest["args"] = {};
    try {
      args = await argumentsOf(call, request, executor, signal);
      return { args, result: await executor.run({ ...request, args }, observer, signal) };
    } catch (error) {
      if (signal.aborted) return { args, result: { kind: "cancelled" } };
      const kind = error instanceof ArgumentError ? "thrown" : error instanceof StepError ? error.kind : "infrastructure";
      return { args, result: failed(request, kind, error instanceof Error ? error.message : String(error)) };
    }
  }

  async function requestOf(call: TaskCall, attempt: number): Promise<{ executor: Executor; request: StepRequest }> {
    const choice = options.choices.get(call.name);
    if (choice === undefined || choice.executor === "none") throw new TypeError(`nothing was chosen to run ${call.name}`);
    const folder = join(options.folder, folderName(call.path), String(attempt));
    await platform.fileSystem.mkdir(folder, { recursive: true });
    const { executor, work } = executorOf(choice);
    return {
      executor,
      request: {
        run,
        stepId: call.path,
        attempt,
        component: call.name,
        work,
        input: call.component.input?.fields,
        args: {},
        output: call.component.output,
        types: document.types,
        env: envOf(call),
        timeoutSeconds: call.config.timeoutSeconds,
        folder,
      },
    };
  }

  function executorOf(choice: Exclude<Choice, { executor: "none" }>): { executor: Executor; work: StepRequest["work"] } {
    switch (choice.executor) {
      case "process":
      case "fake":
        return { executor: executors.process, work: choice.work };
      case "container":
        if (executors.container === undefined) throw new TypeError("there is no container engine");
        return { executor: executors.container, work: choice.work };
      case "importer":
        return { executor: executors.importer, work: choice.work };
      case "caller":
        return { executor: executors.caller, work: { kind: "compute" } };
    }
  }

  const envOf = (call: TaskCall): Record<string, string> =>
    Object.fromEntries(
      Object.entries(call.config.env ?? {}).map(([name, value]) => [name, value.kind === "text" ? value.text : options.secret(value)]),
    );

  async function argumentsOf(
    call: TaskCall,
    request: StepRequest,
    executor: Executor,
    signal: AbortSignal,
  ): Promise<Record<string, ArgumentText>> {
    const texts: Record<string, ArgumentText> = {};
    for (const name of Object.keys(request.input ?? {})) {
      const value = call.args[name];
      if (value === undefined) continue;
      // Only the wrapper evaluates programs.
      texts[name] =
        executor !== executors.process && holdsGlue(value)
          ? jsonText(await computeInProcess(value, call.scope, `${call.path}.${name}`, signal))
          : evaluated(value, call.scope);
    }
    return texts;
  }

  const compute = (value: Value, scope: ReadScope, site: ComputeSite): Promise<Json | undefined> =>
    slots.use(() => computeInProcess(value, scope, site.path, options.signal));

  /** Throws an `ArgumentError` for what the value itself threw, a `StepError` for what befell its process. */
  async function computeInProcess(value: Value, scope: ReadScope, path: string, signal: AbortSignal): Promise<Json | undefined> {
    const folder = join(options.folder, "~glue", `${++computed}-${folderName(path)}`);
    await platform.fileSystem.mkdir(folder, { recursive: true });
    const field = { type: { kind: "named", name: ANY_JSON } as const, optional: true };
    const request: StepRequest = {
      run,
      stepId: path,
      attempt: 1,
      component: path,
      work: { kind: "compute" },
      input: { value: field },
      args: { value: evaluated(value, scope) },
      output: field,
      types: { ...document.types, ...anyJson },
      env: {},
      timeoutSeconds: undefined,
      folder,
    };
    const result = await executors.process.run(request, SILENT, signal);
    switch (result.kind) {
      case "succeeded":
        await platform.fileSystem.rm(folder, { recursive: true, force: true });
        return result.output;
      case "cancelled":
        throw new ArgumentError("the run was cancelled");
      case "failed":
        throw thrownBy(result.failure);
    }
  }

  async function pause(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        callOff();
        signal.removeEventListener("abort", done);
        resolve();
      };
      const callOff = platform.clock.after(ms, done, { keepAlive: true });
      signal.addEventListener("abort", done, { once: true });
    });
  }

  return { runTask, compute };
}

const SILENT: StepObserver = { line: () => undefined, logged: () => undefined };

/** A value that could not be computed, as its own expression threw it. */
class ArgumentError extends Error {
  override readonly name = "ArgumentError";
}

function evaluated(value: Value, scope: ReadScope): ArgumentText {
  try {
    return argumentText(value, scope);
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

const thrownBy = (failure: StepFailure): Error => (failure.kind === "thrown" ? new ArgumentError(failure.message) : new StepError(failure));

const backoffMs = (call: TaskCall, attempt: number): number =>
  Math.min((call.config.retries?.backoffSeconds ?? FIRST_BACKOFF_SECONDS) * 2 ** (attempt - 1), LONGEST_BACKOFF_SECONDS) * 1000;
