import type { Clock } from "./clock.ts";
import type { EventBody, EventScope, TrackingEvent } from "./events.ts";
import type { Ids } from "./ids.ts";
import { toJson } from "./json.ts";
import type { ArtifactRole, ErrorRecord, Json, RunEnd, StepEnd, StepStatus } from "./model.ts";

export interface MetricOptions {
  /** The integer x-axis (epoch, batch); 0 unless told. */
  readonly step?: number | undefined;
  /** Milliseconds since the epoch; now unless told. */
  readonly timestamp?: number | undefined;
}

export interface ArtifactToLog {
  readonly name: string;
  readonly kind: string;
  readonly digest: string;
  readonly uri: string;
  readonly bytes?: number | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** "output" unless told. */
  readonly role?: ArtifactRole | undefined;
}

/**
 * What a run and a step can log. Nothing here throws or waits: events are buffered and committed in groups; `flush` of the run resolves
 * when they are durable. A param is set once; what the store refuses stands in the run's `refused`.
 */
export interface Logger {
  /** The value is kept as JSON, whole; what JSON cannot hold becomes text. */
  logParam(name: string, value: unknown): void;
  logParams(params: Readonly<Record<string, unknown>>): void;
  /** NaN and ±Infinity are kept as they are. */
  logMetric(name: string, value: number, options?: MetricOptions): void;
  logMetrics(metrics: Readonly<Record<string, number>>, options?: MetricOptions): void;
  setTag(name: string, value: string): void;
  logArtifact(artifact: ArtifactToLog): void;
}

export interface StepFinish {
  readonly error?: ErrorRecord | undefined;
  /** The outputs came from the cache. */
  readonly cached?: boolean | undefined;
}

export interface StepWriter extends Logger {
  readonly id: string;
  readonly attempt: number;
  queued(): void;
  started(): void;
  finished(status: StepEnd, options?: StepFinish): void;
}

export interface RunFinish {
  readonly outputs?: unknown;
  readonly error?: ErrorRecord | undefined;
}

export interface RunWriter extends Logger, AsyncDisposable {
  readonly id: string;
  /** The writer of one attempt of a step; `id` is unique in the run. Tells the store nothing by itself. */
  step(id: string, options: { readonly component: string; readonly attempt?: number | undefined }): StepWriter;
  /** Resolves when all that was logged before is durable. Rejects with TrackingError; what is pending is kept. */
  flush(): Promise<void>;
  /** Ends the run and flushes. `await using` without it ends the run as failed. */
  finish(status: RunEnd, options?: RunFinish): Promise<void>;
}

export interface WriterPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly append: (event: TrackingEvent) => void;
  readonly flush: () => Promise<void>;
}

export interface RunWriterOptions {
  readonly id: string;
  /** False for a writer beside the run's own: disposing it ends nothing. */
  readonly ownsRun: boolean;
  readonly onFinish: () => void;
}

/** Adds to an event what all events have. */
export function stamp({ clock, ids }: Pick<WriterPorts, "clock" | "ids">, runId: string, body: EventBody): TrackingEvent {
  return { id: ids.eventId(), at: clock.now(), runId, ...body };
}

function createLogger(ports: WriterPorts, runId: string, scope: EventScope | null): Logger {
  const log = (body: EventBody) => ports.append(stamp(ports, runId, body));
  const logParam = (name: string, value: unknown) => log({ type: "paramLogged", scope, name: name.toWellFormed(), value: toJson(value) });
  const logMetric = (name: string, value: number, options: MetricOptions = {}) =>
    log({
      type: "metricLogged",
      scope,
      name: name.toWellFormed(),
      value,
      step: options.step ?? 0,
      timestamp: options.timestamp ?? ports.clock.now(),
    });
  return {
    logParam,
    logParams: (params) => Object.entries(params).forEach(([name, value]) => logParam(name, value)),
    logMetric,
    logMetrics: (metrics, options) => Object.entries(metrics).forEach(([name, value]) => logMetric(name, value, options)),
    setTag: (name, value) => log({ type: "tagSet", scope, name: name.toWellFormed(), value: value.toWellFormed() }),
    logArtifact: ({ name, kind, digest, uri, bytes, metadata, role }) =>
      log({
        type: "artifactLogged",
        scope,
        name: name.toWellFormed(),
        kind: kind.toWellFormed(),
        digest,
        uri: uri.toWellFormed(),
        bytes: bytes ?? null,
        metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key.toWellFormed(), toJson(value)])),
        role: role ?? "output",
      }),
  };
}

function createStepWriter(ports: WriterPorts, runId: string, scope: EventScope, component: string): StepWriter {
  let startedAt: number | undefined;
  const change = (status: StepStatus, options: StepFinish = {}, durationMs: number | null = null) =>
    ports.append(
      stamp(ports, runId, {
        type: "stepChanged",
        scope,
        component,
        status,
        cached: options.cached ?? false,
        error: options.error ?? null,
        durationMs,
      }),
    );
  return {
    id: scope.stepId,
    attempt: scope.attempt,
    ...createLogger(ports, runId, scope),
    queued: () => change("queued"),
    started() {
      startedAt = ports.clock.monotonic();
      change("running");
    },
    finished: (status, options) => change(status, options, startedAt === undefined ? null : ports.clock.monotonic() - startedAt),
  };
}

export function createRunWriter(ports: WriterPorts, { id, ownsRun, onFinish }: RunWriterOptions): RunWriter {
  const startedAt = ports.clock.monotonic();
  let isFinished = false;
  const finish = async (status: RunEnd, { outputs, error }: RunFinish = {}): Promise<void> => {
    isFinished = true;
    const durationMs = ownsRun ? ports.clock.monotonic() - startedAt : null;
    const json: Json = outputs === undefined ? null : toJson(outputs);
    ports.append(stamp(ports, id, { type: "runFinished", status, outputs: json, error: error ?? null, durationMs }));
    onFinish();
    await ports.flush();
  };
  return {
    id,
    ...createLogger(ports, id, null),
    step: (stepId, { component, attempt = 1 }) => createStepWriter(ports, id, { stepId: stepId.toWellFormed(), attempt }, component),
    flush: ports.flush,
    finish,
    async [Symbol.asyncDispose]() {
      if (ownsRun && !isFinished) {
        // Leaving a scope early by a throw looks like any other end, and calling a failure a success is the worse mistake.
        await finish("failed", { error: { kind: "thrown", message: "The scope of the run was left without finish()." } });
      } else {
        await ports.flush();
      }
    },
  };
}
