import type { ArtifactRole, ErrorRecord, Json, PipelineRef, ProcessIdentity, RunEnd, StepStatus } from "./model.ts";

/** The step attempt a value was logged on; null on an event means the run itself. */
export interface EventScope {
  readonly stepId: string;
  readonly attempt: number;
}

interface EventBase {
  /** Made by the client, time-ordered (UUIDv7): what every receiver drops duplicates by. */
  readonly id: string;
  /** Wall clock of the client, ms since the epoch. */
  readonly at: number;
  readonly runId: string;
}

export interface RunStarted extends EventBase {
  readonly type: "runStarted";
  readonly experiment: string;
  readonly name: string;
  readonly parentRunId: string | null;
  readonly pipeline: PipelineRef | null;
  readonly process: ProcessIdentity | null;
}

/** The run goes on in another process; it is running again. */
export interface RunResumed extends EventBase {
  readonly type: "runResumed";
  readonly process: ProcessIdentity | null;
}

export interface RunFinished extends EventBase {
  readonly type: "runFinished";
  readonly status: RunEnd;
  readonly outputs: Json;
  readonly error: ErrorRecord | null;
  readonly durationMs: number | null;
}

export interface StepChanged extends EventBase {
  readonly type: "stepChanged";
  readonly scope: EventScope;
  readonly component: string;
  readonly status: StepStatus;
  readonly cached: boolean;
  readonly error: ErrorRecord | null;
  readonly durationMs: number | null;
}

export interface ParamLogged extends EventBase {
  readonly type: "paramLogged";
  readonly scope: EventScope | null;
  readonly name: string;
  readonly value: Json;
}

export interface MetricLogged extends EventBase {
  readonly type: "metricLogged";
  readonly scope: EventScope | null;
  readonly name: string;
  readonly value: number;
  readonly step: number;
  readonly timestamp: number;
}

export interface TagSet extends EventBase {
  readonly type: "tagSet";
  readonly scope: EventScope | null;
  readonly name: string;
  readonly value: string;
}

export interface ArtifactLogged extends EventBase {
  readonly type: "artifactLogged";
  readonly scope: EventScope | null;
  readonly name: string;
  readonly kind: string;
  readonly digest: string;
  readonly uri: string;
  readonly bytes: number | null;
  readonly metadata: Readonly<Record<string, Json>>;
  readonly role: ArtifactRole;
}

export type TrackingEvent = RunStarted | RunResumed | RunFinished | StepChanged | ParamLogged | MetricLogged | TagSet | ArtifactLogged;
export type EventType = TrackingEvent["type"];

/** An event without what the journal's writer adds to it. */
export type EventBody = TrackingEvent extends infer E ? (E extends TrackingEvent ? Omit<E, "id" | "at" | "runId"> : never) : never;

/** A journal row that this version cannot read: written by a newer one, or damaged. */
export interface UnreadableEvent {
  readonly type: "unreadable";
  readonly outcome: "rejected" | "unsupported";
  readonly reason: string;
}

/** JSON has no NaN and no Infinity, so metric values outside it are written as text. */
export function encodeEvent(event: TrackingEvent): string {
  if (event.type === "metricLogged" && !Number.isFinite(event.value)) {
    return JSON.stringify({ ...event, value: String(event.value) });
  }
  return JSON.stringify(event);
}
