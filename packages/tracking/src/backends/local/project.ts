import type { Answer, DeliveredEntry } from "../../backend.ts";
import type { SqlDriver } from "../../driver.ts";
import type { EventScope, MetricLogged, RunFinished, RunResumed, RunStarted, StepChanged, TrackingEvent } from "../../events.ts";
import type { StepStatus } from "../../model.ts";
import { textOf } from "../../rows.ts";

/** Folds one entry into the tables. Within a transaction of the caller. */
export type Project = (entry: DeliveredEntry) => Answer;

const rank = (status: string): number => (status === "queued" ? 0 : status === "running" ? 1 : 2);

const timeColumn = (status: StepStatus): "queued_at" | "started_at" | "ended_at" =>
  status === "queued" ? "queued_at" : status === "running" ? "started_at" : "ended_at";

const textOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** -0 is 0 in JSON, so it must not be anything else here: incremental and rebuilt tables are equal to the byte. */
const metricValue = (value: number): number | string => (Number.isFinite(value) ? value + 0 : String(value));

export function createProject(db: SqlDriver): Project {
  const runStatus = db.prepare("SELECT status FROM runs WHERE id = ?");
  const addRun =
    db.prepare(`INSERT INTO runs (id, seq, experiment, name, status, started_at, pipeline, ir_digest, parent_run_id, host, pid, start_token)
    VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?)`);
  const resumeRun = db.prepare(`UPDATE runs SET status = 'running', ended_at = NULL, duration_ms = NULL, outputs = NULL, error = NULL,
    host = ?, pid = ?, start_token = ? WHERE id = ?`);
  const finishRun = db.prepare("UPDATE runs SET status = ?, ended_at = ?, duration_ms = ?, outputs = ?, error = ? WHERE id = ?");
  const stepStatus = db.prepare("SELECT status FROM steps WHERE run_id = ? AND step_id = ? AND attempt = ?");
  const addStep = db.prepare(
    "INSERT INTO steps (run_id, step_id, attempt, seq, component, status, cached) VALUES (?, ?, ?, ?, ?, 'queued', 0)",
  );
  const changeStep = {
    queued_at: stepChange("queued_at"),
    started_at: stepChange("started_at"),
    ended_at: stepChange("ended_at"),
  };
  const param = db.prepare("SELECT value FROM params WHERE run_id = ? AND step_id = ? AND attempt = ? AND name = ?");
  const addParam = db.prepare("INSERT INTO params (run_id, step_id, attempt, name, value) VALUES (?, ?, ?, ?, ?)");
  const setTag = db.prepare(`INSERT INTO tags (run_id, step_id, attempt, name, value) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET value = excluded.value`);
  const addMetric = db.prepare(
    "INSERT INTO metrics (seq, run_id, step_id, attempt, name, value, step, timestamp) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const setLastMetric =
    db.prepare(`INSERT INTO last_metrics (run_id, step_id, attempt, name, value, step, timestamp) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET value = excluded.value, step = excluded.step, timestamp = excluded.timestamp
    WHERE (excluded.step, excluded.timestamp) >= (last_metrics.step, last_metrics.timestamp)`);
  const addArtifact =
    db.prepare(`INSERT INTO artifacts (seq, run_id, step_id, attempt, name, kind, digest, uri, bytes, metadata, role, logged_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);

  function stepChange(column: "queued_at" | "started_at" | "ended_at") {
    return db.prepare(`UPDATE steps SET component = ?, status = ?, cached = ?, ${column} = ?, duration_ms = ?, error = ?
      WHERE run_id = ? AND step_id = ? AND attempt = ?`);
  }

  function statusOfRun(runId: string): string | undefined {
    const row = runStatus.get(runId);
    return row === undefined ? undefined : textOf(row, "status");
  }

  /** A value may come before its step is announced (another process tells of it): the step appears then. */
  function statusOfStep(runId: string, scope: EventScope, seq: number): string {
    const row = stepStatus.get(runId, scope.stepId, scope.attempt);
    if (row !== undefined) return textOf(row, "status");
    addStep.run(runId, scope.stepId, scope.attempt, seq, "");
    return "queued";
  }

  function started(seq: number, event: RunStarted): string | undefined {
    if (statusOfRun(event.runId) !== undefined) return `run ${event.runId} has been started already`;
    const { pipeline, process } = event;
    addRun.run(
      event.runId,
      seq,
      event.experiment,
      event.name,
      event.at,
      pipeline?.name ?? null,
      pipeline?.irDigest ?? null,
      event.parentRunId,
      process?.host ?? null,
      process?.pid ?? null,
      process?.startToken ?? null,
    );
    return undefined;
  }

  function resumed(event: RunResumed): void {
    const { process } = event;
    resumeRun.run(process?.host ?? null, process?.pid ?? null, process?.startToken ?? null, event.runId);
  }

  function finished(event: RunFinished, status: string): string | undefined {
    if (status !== "running") return `run ${event.runId} has ended already (${status})`;
    finishRun.run(event.status, event.at, event.durationMs, textOrNull(event.outputs), textOrNull(event.error), event.runId);
    return undefined;
  }

  function stepChanged(seq: number, event: StepChanged): string | undefined {
    const { stepId, attempt } = event.scope;
    const before = statusOfStep(event.runId, event.scope, seq);
    if (rank(before) > rank(event.status) || rank(before) === 2) {
      return `step ${stepId}, attempt ${attempt}, is ${before} and cannot become ${event.status}`;
    }
    changeStep[timeColumn(event.status)].run(
      event.component,
      event.status,
      event.cached ? 1 : 0,
      event.at,
      event.durationMs,
      textOrNull(event.error),
      event.runId,
      stepId,
      attempt,
    );
    return undefined;
  }

  function logged(seq: number, event: Exclude<TrackingEvent, RunStarted | RunResumed | RunFinished | StepChanged>): string | undefined {
    if (event.scope !== null) statusOfStep(event.runId, event.scope, seq);
    const key = [event.runId, event.scope?.stepId ?? "", event.scope?.attempt ?? 0] as const;
    switch (event.type) {
      case "paramLogged": {
        const value = JSON.stringify(event.value);
        const row = param.get(...key, event.name);
        if (row === undefined) addParam.run(...key, event.name, value);
        else if (textOf(row, "value") !== value) return `param ${event.name} is set already, to another value`;
        return undefined;
      }
      case "metricLogged":
        addPoint(seq, key, event);
        return undefined;
      case "tagSet":
        setTag.run(...key, event.name, event.value);
        return undefined;
      case "artifactLogged": {
        const { name, kind, digest, uri, bytes, metadata, role, at } = event;
        addArtifact.run(seq, ...key, name, kind, digest, uri, bytes, JSON.stringify(metadata), role, at);
        return undefined;
      }
    }
  }

  function addPoint(seq: number, key: readonly [string, string, number], event: MetricLogged): void {
    const point = [event.name, metricValue(event.value), event.step, event.timestamp] as const;
    addMetric.run(seq, ...key, ...point);
    setLastMetric.run(...key, ...point);
  }

  function refusalOf(seq: number, event: TrackingEvent): string | undefined {
    if (event.type === "runStarted") return started(seq, event);
    const status = statusOfRun(event.runId);
    if (status === undefined) return `run ${event.runId} is not known`;
    switch (event.type) {
      case "runResumed":
        resumed(event);
        return undefined;
      case "runFinished":
        return finished(event, status);
      case "stepChanged":
        return stepChanged(seq, event);
      case "paramLogged":
      case "metricLogged":
      case "tagSet":
      case "artifactLogged":
        return logged(seq, event);
    }
  }

  return ({ seq, id, event }) => {
    const reason = refusalOf(seq, event);
    return reason === undefined ? { eventId: id, outcome: "accepted" } : { eventId: id, outcome: "rejected", reason };
  };
}
