import type { DisplayStatus, LoggedValues, Run, RunSummary, StepAttempt } from "@dagwright/tracking";
import { jsonNumber } from "../format-value.ts";
import { statusWord } from "../status-word.ts";

/** Runs as JSON: times ISO 8601, durations in milliseconds, statuses and non-finite metrics as everywhere in the command. */
export function summaryJson(run: RunSummary, status: DisplayStatus): object {
  const { id, experiment, name, pipeline, startedAt, endedAt, durationMs, params, tags, metrics, stepCounts } = run;
  return {
    type: "run",
    id,
    status: statusWord(status),
    experiment,
    name,
    pipeline,
    startedAt: time(startedAt),
    endedAt: time(endedAt),
    durationMs,
    params,
    tags,
    metrics: metricsJson(metrics),
    steps: Object.fromEntries(Object.entries(stepCounts).map(([state, number]) => [statusWord(state), number])),
  };
}

export function runJson(run: Run, status: DisplayStatus): object {
  const { outputs, error, steps, artifacts, refused, parentRunId } = run;
  return {
    ...summaryJson(run, status),
    parentRunId,
    outputs,
    failure: error,
    steps: steps.map(({ earlierAttempts, ...newest }) => ({ ...stepJson(newest), earlierAttempts: earlierAttempts.map(stepJson) })),
    artifacts: artifacts.map((artifact) => ({ ...artifact, loggedAt: time(artifact.loggedAt) })),
    refused,
  };
}

function stepJson({
  id,
  component,
  attempt,
  status,
  cached,
  startedAt,
  endedAt,
  durationMs,
  error,
  params,
  metrics,
  artifacts,
}: StepAttempt): object {
  return {
    step: id,
    component,
    attempt,
    status: statusWord(status),
    cached,
    startedAt: time(startedAt),
    endedAt: time(endedAt),
    durationMs,
    failure: error,
    params,
    metrics: metricsJson(metrics),
    artifacts: artifacts.map(({ name, role, kind, digest }) => ({ name, role, kind, digest })),
  };
}

const metricsJson = (metrics: LoggedValues["metrics"]): object =>
  Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, jsonNumber(value)]));

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
