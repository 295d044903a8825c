/** READ THIS FIRST: runs a document on this machine. */
import { availableParallelism, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { digestOf, execute, InputsError, parseInputs, verify, type Diagnostic, type Document, type Outcome } from "@dagwright/ir";
import { STEP_ENV, type Json, type JsonObject, type StepFailure } from "@dagwright/protocol";
import { openTracking, type Tracking } from "@dagwright/tracking";
import { makeFolder } from "@dagwright/tracking/make-folder";
import { approve, type AskApproval } from "./approve.ts";
import { findEngine, type EngineChoice } from "./container-engine.ts";
import type { RunEvent, RunStatus } from "./events.ts";
import { createContainerExecutor } from "./executors/container.ts";
import { createFakeExecutor, type CallerFake } from "./executors/fake.ts";
import { createImporter } from "./executors/importer.ts";
import { createProcessExecutor } from "./executors/process.ts";
import { createHost } from "./host.ts";
import { inUse } from "./in-use.ts";
import { errorCode, systemPlatform, type Platform } from "./platform.ts";
import { prepare, secretsFrom, type BundleSource, type SecretSource } from "./prepare.ts";
import { createRecorder, errorRecord, NO_RECORDER } from "./record.ts";
import { createReport } from "./report.ts";
import { RunnerError, type Problem } from "./runner-error.ts";
import { createSlots } from "./slots.ts";
import { openStore } from "./store.ts";

export interface RunPipelineOptions {
  readonly document: Document;
  /** Instead of the document's entry. */
  readonly pipeline?: string;
  /** The bytes or the file of each bundle, by digest. */
  readonly bundles: BundleSource;
  /** The one-file bundle of `dagwright/exec`. */
  readonly wrapper: string;
  /** Everything this run writes lies in it: `store/`, `bundles/`, `runs/<id>/`, the tracking database. */
  readonly home: string;
  readonly inputs?: JsonObject;
  /** The tracking's word for what runs belong together; the pipeline's name unless told. */
  readonly experiment?: string;
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** 32 hex digits; made when not given. */
  readonly id?: string;
  /** Aborting cancels: steps are asked to end, and after `graceMs` made to; `onExit` still runs. */
  readonly signal?: AbortSignal;
  /** Aborting kills at once, `onExit` too. */
  readonly abandon?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** Functions in the place of components, by name, called in this process: for tests. */
  readonly fakes?: Readonly<Record<string, CallerFake>>;
  /** Answers approvals; without it a pipeline that has some does not start. */
  readonly approvals?: AskApproval;
  /** Values of secrets; from `DAGWRIGHT_SECRET_<NAME>_<KEY>` unless told. */
  readonly secrets?: SecretSource;
  /** "auto" unless told; "none" = containers run their typed fakes. */
  readonly engine?: EngineChoice;
  /** Whose files containers write: this user's, or those of the image's own user. "host" unless told. */
  readonly containerUser?: "host" | "image";
  /** Steps at a time; as many as there are processors unless told. */
  readonly concurrency?: number;
  /** Where the run is recorded: the tracking in `home` unless told; "off" = nowhere. */
  readonly tracking?: Tracking | "off";
  /** From the polite signal to the other. 10 s unless told. */
  readonly graceMs?: number;
  /** Beyond a step's own timeout, which its wrapper keeps. 5 s unless told. */
  readonly deadlineMarginMs?: number;
  /** The Node that steps run with; this one unless told. */
  readonly node?: string;
  /** The search path of steps; this process's unless told. */
  readonly path?: string;
  readonly platform?: Partial<Platform>;
}

export interface RunResult {
  readonly id: string;
  readonly status: RunStatus;
  /** Artifacts in it are handles of the store in `home`. */
  readonly outputs: Json | undefined;
  readonly failure?: StepFailure;
  /** How the clean-up ended, if there is one. */
  readonly onExit?: Outcome;
  readonly durationMs: number;
}

/**
 * Runs a document here, a process per step:
 *
 *     inputs ─► prepare (bundles, engine, secrets, approvals: all that is missing at once)
 *                  └─► execute (ir) ─► host ─► slots ─► executor ─► supervise ─► wrapper
 *                                        │                  └─► store (artifacts by content)
 *                                        └─► events, tracking
 *
 * Resolves however the steps end. Throws before anything starts: an `InputsError` or a `RunnerError`; a `TrackingError` when the home
 * cannot be written.
 */
export async function runPipeline(options: RunPipelineOptions): Promise<RunResult> {
  const { document } = options;
  // Steps have working folders of their own, where a relative path would mean something else.
  const home = resolve(options.home);
  const wrapper = resolve(options.wrapper);
  const platform: Platform = { ...systemPlatform, ...options.platform };
  const { clock } = platform;
  const entry = options.pipeline ?? document.entry;
  const wrong = verify(document).filter(({ severity }) => severity === "error");
  if (wrong.length > 0) throw new RunnerError(wrong.map(problemOf));
  const accepted = parseInputs(document, options.inputs ?? {}, entry);
  if ("problems" in accepted) throw new InputsError(accepted.problems);

  const path = options.path ?? process.env["PATH"];
  const fakes = options.fakes ?? {};
  const faked = (component: string): boolean => Object.hasOwn(fakes, component);
  const engine = needsEngine(document, entry, faked) ? await findEngine(options.engine ?? "auto", path, platform) : undefined;
  makeHome(home);
  const bundles = join(home, "bundles");
  const { choices, secret } = await prepare({
    document,
    entry,
    bundles: options.bundles,
    folder: bundles,
    secrets: options.secrets ?? secretsFrom(process.env),
    approvable: options.approvals !== undefined,
    engine: engine !== undefined,
    faked,
    platform,
  });

  const begun = clock.monotonic();
  const now = (): string => new Date(clock.now()).toISOString();
  const emit = (event: RunEvent): void => options.onEvent?.(event);
  const warn = (error: unknown): void =>
    emit({ type: "warning", message: error instanceof Error ? error.message : String(error), at: now() });
  const tracking = options.tracking ?? openTracking({ home, clock, onProblem: warn });
  const store = openStore(join(home, "store"), platform);
  const id = options.id ?? platform.nonce();
  const name = options.name ?? `${entry}-${id.slice(0, 6)}`;
  const run = { id, startedAt: now() };
  const abandon = options.abandon ?? new AbortController().signal;
  const signal = AbortSignal.any([options.signal ?? new AbortController().signal, abandon]);

  try {
    const writer =
      tracking === "off"
        ? undefined
        : await tracking.startRun({
            id,
            experiment: options.experiment ?? entry,
            name,
            params: accepted.inputs,
            pipeline: { name: entry, irDigest: digestOf(document) },
            ...(options.tags === undefined ? {} : { tags: options.tags }),
          });
    const report = createReport(writer === undefined ? NO_RECORDER : createRecorder(writer, store), platform, emit);
    emit({ type: "runStarted", id, pipeline: entry, name, at: run.startedAt });

    const graceMs = options.graceMs ?? 10_000;
    const common = { platform, store, graceMs, abandon };
    const host = createHost({
      document,
      run,
      folder: join(home, "runs", id),
      choices,
      executors: {
        process: createProcessExecutor({
          ...common,
          node: options.node ?? process.execPath,
          wrapper,
          bundles,
          path,
          deadlineMarginMs: options.deadlineMarginMs ?? 5000,
        }),
        container: engine === undefined ? undefined : createContainerExecutor({ ...common, engine, user: containerUser(options) }),
        importer: createImporter({ platform, store, fetch }),
        caller: createFakeExecutor({ platform, store, fakes }),
      },
      slots: createSlots(options.concurrency ?? availableParallelism()),
      secret,
      signal,
      abandon,
      listener: report,
      platform,
    });
    const approvals = { ask: options.approvals, types: document.types, signal, report, now, by: userName() };
    const { outcome, output, onExit } = await execute(document, {
      inputs: accepted.inputs,
      run,
      signal,
      pipeline: entry,
      host: {
        ...host,
        approve: (call) => approve(call, approvals),
        event: (event) => report.engine(event),
      },
    });
    // Whatever a step started and let go of, out of its group.
    platform.processes.killMarked(`${STEP_ENV.runId}=${id}`);

    const status = statusOf(outcome);
    const failure = outcome.kind === "failed" ? outcome.failure : undefined;
    const durationMs = clock.monotonic() - begun;
    const details = { ...(output === undefined ? {} : { outputs: output }), ...(failure === undefined ? {} : { failure }) };
    try {
      await writer?.finish(status, { outputs: output, error: failure === undefined ? undefined : errorRecord(failure, failure.step) });
    } catch (error) {
      // The steps have done their work; a record that cannot be written does not undo it.
      warn(error);
    }
    emit({ type: "runFinished", id, status, durationMs, ...details, at: now() });
    return {
      id,
      status,
      outputs: output,
      durationMs,
      ...(failure === undefined ? {} : { failure }),
      ...(onExit === undefined ? {} : { onExit }),
    };
  } finally {
    if (options.tracking === undefined && tracking !== "off") await tracking.close();
  }
}

/** First of all, so that nothing below it meets a place where no folder can be. */
function makeHome(home: string): void {
  try {
    makeFolder(home);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    const message = `nothing can be written to ${home}: ${error instanceof Error ? error.message : ""}`;
    throw new RunnerError([{ code: "homeNotWritable", message, help: "choose another home: DAGWRIGHT_HOME=FOLDER" }]);
  }
}

const problemOf = ({ code, message, help }: Diagnostic): Problem => ({
  code: "invalidDocument",
  message: `${code}: ${message}`,
  ...(help === undefined ? {} : { help }),
});

function needsEngine(document: Document, entry: string, faked: (component: string) => boolean): boolean {
  return [...inUse(document, entry).components].some(([name, component]) => component.implementation.kind === "container" && !faked(name));
}

/** Files written by root belong to root anyway. */
function containerUser({ containerUser: whose = "host" }: RunPipelineOptions): { uid: number; gid: number } | undefined {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  return whose === "image" || uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
}

/** A container's arbitrary user has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "local";
  }
}

function statusOf(outcome: Outcome): RunStatus {
  switch (outcome.kind) {
    case "succeeded":
    case "skipped":
      return "succeeded";
    case "failed":
    case "omitted":
      return "failed";
    case "cancelled":
      return "cancelled";
  }
}
