/** What tracking records, in MLflow's words (camelCase). All times are milliseconds since the Unix epoch. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export const runStatuses = ["running", "succeeded", "failed", "cancelled"] as const;
export type RunStatus = (typeof runStatuses)[number];
/** How a run can end. */
export type RunEnd = Exclude<RunStatus, "running">;

export const stepStatuses = ["queued", "running", "succeeded", "failed", "skipped", "omitted", "cancelled"] as const;
export type StepStatus = (typeof stepStatuses)[number];
/** How a step can end. */
export type StepEnd = Exclude<StepStatus, "queued" | "running">;

export const errorKinds = ["thrown", "exit", "timeout", "infrastructure", "rejected", "invalid-output", "cancelled"] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** Why a step or a run failed. `step` is the id of the step that failed first. */
export interface ErrorRecord {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly step?: string | undefined;
  readonly attempt?: number | undefined;
  readonly exitCode?: number | undefined;
  /** Where it was thrown, in the user's sources. */
  readonly stack?: string | undefined;
}

/** The process that writes a run; `startToken` tells two processes with the same pid apart. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  readonly startToken: string;
}

export interface PipelineRef {
  readonly name: string;
  readonly irDigest: string;
}

/** One point of a metric. `value` may be NaN or ±Infinity; `step` is MLflow's integer x-axis, not a pipeline step. */
export interface MetricPoint {
  readonly value: number;
  readonly step: number;
  readonly timestamp: number;
}

/** A point of a metric's history, with the step that logged it (null: the run itself). */
export interface MetricHistoryPoint extends MetricPoint {
  readonly stepId: string | null;
  readonly attempt: number | null;
}

export const artifactRoles = ["input", "output"] as const;
export type ArtifactRole = (typeof artifactRoles)[number];

/** A file or folder by digest. `stepId` null: it belongs to the run itself. `bytes` null: not known. */
export interface ArtifactRecord {
  readonly name: string;
  readonly kind: string;
  readonly digest: string;
  readonly uri: string;
  readonly bytes: number | null;
  readonly metadata: Readonly<Record<string, Json>>;
  readonly role: ArtifactRole;
  readonly loggedAt: number;
  readonly stepId: string | null;
  readonly attempt: number | null;
}

/** What a run and a step have in common: values logged on them. `metrics` holds the last point (highest step, then newest). */
export interface LoggedValues {
  readonly params: Readonly<Record<string, Json>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, MetricPoint>>;
  readonly artifacts: readonly ArtifactRecord[];
}

/** One attempt of a step. `durationMs` comes from a monotonic clock. */
export interface StepAttempt extends LoggedValues {
  readonly id: string;
  readonly component: string;
  readonly attempt: number;
  readonly status: StepStatus;
  readonly cached: boolean;
  readonly queuedAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly durationMs: number | null;
  readonly error: ErrorRecord | null;
}

/** A step: its newest attempt, and those before it, oldest first. */
export interface Step extends StepAttempt {
  readonly earlierAttempts: readonly StepAttempt[];
}

/** A logged event the local store did not take, and why: nothing is dropped in silence. */
export interface Refusal {
  readonly eventId: string;
  readonly outcome: "rejected" | "unsupported";
  readonly reason: string;
}

/** A run without its steps; params, tags and metrics are those logged on the run itself. */
export interface RunSummary {
  readonly id: string;
  readonly experiment: string;
  readonly name: string;
  /** As recorded: a run whose process died still says "running", see `displayStatus`. */
  readonly status: RunStatus;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly durationMs: number | null;
  readonly pipeline: PipelineRef | null;
  readonly parentRunId: string | null;
  readonly process: ProcessIdentity | null;
  readonly heartbeatAt: number | null;
  readonly params: Readonly<Record<string, Json>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, MetricPoint>>;
  /** How many steps (newest attempts) are in each status; statuses without a step are left out. */
  readonly stepCounts: Readonly<Partial<Record<StepStatus, number>>>;
}

export interface Run extends RunSummary {
  readonly outputs: Json;
  readonly error: ErrorRecord | null;
  /** In the order in which they were first seen. */
  readonly steps: readonly Step[];
  /** Everything the run and its steps logged; the same artifacts stand under their steps. */
  readonly artifacts: readonly ArtifactRecord[];
  readonly refused: readonly Refusal[];
}
