import type { Cursors } from "../../cursors.ts";
import { decodeErrorRecord } from "../../decode-event.ts";
import type { SqlDriver, SqlRow } from "../../driver.ts";
import { isRecord } from "../../json.ts";
import type {
  ArtifactRecord,
  ErrorRecord,
  Json,
  LoggedValues,
  MetricHistoryPoint,
  MetricPoint,
  Run,
  RunStatus,
  RunSummary,
  Step,
  StepAttempt,
  StepStatus,
} from "../../model.ts";
import { artifactRoles, runStatuses, stepStatuses } from "../../model.ts";
import { jsonOf, maybeNumberOf, maybeTextOf, metricValueOf, numberOf, oneOf, textOf } from "../../rows.ts";
import { localBackendName } from "./local-store.ts";

export interface ListRunsFilter {
  readonly experiment?: string | undefined;
  readonly status?: RunStatus | undefined;
  /** Newest first; 100 unless told. */
  readonly limit?: number | undefined;
}

export interface LocalReads {
  run(id: string): Run | undefined;
  list(filter: ListRunsFilter): readonly RunSummary[];
  /** In the order of the metric's step, then time. `step`: only what that step logged. */
  history(runId: string, name: string, step: string | undefined): readonly MetricHistoryPoint[];
}

const scopeOf = (row: SqlRow): string => `${numberOf(row, "attempt")} ${textOf(row, "step_id")}`;
const runScope = "0 ";

const errorOf = (row: SqlRow): ErrorRecord | null => {
  const text = maybeTextOf(row, "error");
  return text === null ? null : decodeErrorRecord(text);
};

const pointOf = (row: SqlRow): MetricPoint => ({
  value: metricValueOf(row, "value"),
  step: numberOf(row, "step"),
  timestamp: numberOf(row, "timestamp"),
});

/** The step a row belongs to, as callers see it. */
const ownerOf = (row: SqlRow): { readonly stepId: string | null; readonly attempt: number | null } =>
  textOf(row, "step_id") === "" ? { stepId: null, attempt: null } : { stepId: textOf(row, "step_id"), attempt: numberOf(row, "attempt") };

function artifactOf(row: SqlRow): ArtifactRecord {
  const metadata = jsonOf(row, "metadata");
  return {
    name: textOf(row, "name"),
    kind: textOf(row, "kind"),
    digest: textOf(row, "digest"),
    uri: textOf(row, "uri"),
    bytes: maybeNumberOf(row, "bytes"),
    metadata: metadata !== null && typeof metadata === "object" && !Array.isArray(metadata) && isRecord(metadata) ? { ...metadata } : {},
    role: oneOf(row, "role", artifactRoles),
    loggedAt: numberOf(row, "logged_at"),
    ...ownerOf(row),
  };
}

/** Rows by the step attempt they belong to. */
function byScope<T>(rows: readonly SqlRow[], read: (row: SqlRow) => T): (scope: string) => readonly T[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const scope = scopeOf(row);
    const group = groups.get(scope);
    if (group === undefined) groups.set(scope, [read(row)]);
    else group.push(read(row));
  }
  return (scope) => groups.get(scope) ?? [];
}

function stepAttemptOf(row: SqlRow, values: LoggedValues): StepAttempt {
  return {
    id: textOf(row, "step_id"),
    component: textOf(row, "component"),
    attempt: numberOf(row, "attempt"),
    status: oneOf(row, "status", stepStatuses),
    cached: numberOf(row, "cached") === 1,
    queuedAt: maybeNumberOf(row, "queued_at"),
    startedAt: maybeNumberOf(row, "started_at"),
    endedAt: maybeNumberOf(row, "ended_at"),
    durationMs: maybeNumberOf(row, "duration_ms"),
    error: errorOf(row),
    ...values,
  };
}

/** Attempts, in order of first sight, become steps: the newest attempt in front, the others behind it. */
function stepsOf(attempts: readonly StepAttempt[]): readonly Step[] {
  const groups = Map.groupBy(attempts, (attempt) => attempt.id);
  return [...groups.values()].flatMap((group) => {
    const ordered = group.toSorted((a, b) => a.attempt - b.attempt);
    const newest = ordered.at(-1);
    return newest === undefined ? [] : [{ ...newest, earlierAttempts: ordered.slice(0, -1) }];
  });
}

export function createLocalReads(db: SqlDriver, cursors: Cursors): LocalReads {
  const runColumns = "runs.*, heartbeats.at AS heartbeat_at FROM runs LEFT JOIN heartbeats ON heartbeats.run_id = runs.id";
  const oneRun = db.prepare(`SELECT ${runColumns} WHERE id = ?`);
  const newestRuns = db.prepare(`SELECT ${runColumns}
    WHERE (?1 IS NULL OR experiment = ?1) AND (?2 IS NULL OR status = ?2) ORDER BY started_at DESC, seq DESC LIMIT ?3`);
  const steps = db.prepare("SELECT * FROM steps WHERE run_id = ? ORDER BY seq");
  const counts = db.prepare(`SELECT status, count(*) AS number FROM (
      SELECT status, row_number() OVER (PARTITION BY step_id ORDER BY attempt DESC) AS place FROM steps WHERE run_id = ?
    ) WHERE place = 1 GROUP BY status`);
  const params = db.prepare("SELECT * FROM params WHERE run_id = ?");
  const tags = db.prepare("SELECT * FROM tags WHERE run_id = ?");
  const metrics = db.prepare("SELECT * FROM last_metrics WHERE run_id = ?");
  const artifacts = db.prepare("SELECT * FROM artifacts WHERE run_id = ? ORDER BY seq");
  const history = db.prepare(`SELECT * FROM metrics WHERE run_id = ?1 AND name = ?2 AND (?3 IS NULL OR step_id = ?3)
    ORDER BY step, timestamp, seq`);

  function summary(row: SqlRow): {
    readonly summary: RunSummary;
    readonly values: (scope: string) => LoggedValues;
    readonly artifacts: readonly ArtifactRecord[];
  } {
    const id = textOf(row, "id");
    const allArtifacts = artifacts.all(id);
    const paramsOf = byScope(params.all(id), (param) => [textOf(param, "name"), jsonOf(param, "value")] as const);
    const tagsOf = byScope(tags.all(id), (tag) => [textOf(tag, "name"), textOf(tag, "value")] as const);
    const metricsOf = byScope(metrics.all(id), (metric) => [textOf(metric, "name"), pointOf(metric)] as const);
    const artifactsOf = byScope(allArtifacts, artifactOf);
    const values = (scope: string): LoggedValues => ({
      params: Object.fromEntries(paramsOf(scope)),
      tags: Object.fromEntries(tagsOf(scope)),
      metrics: Object.fromEntries(metricsOf(scope)),
      artifacts: artifactsOf(scope),
    });
    const own = values(runScope);
    const pipeline = maybeTextOf(row, "pipeline");
    const host = maybeTextOf(row, "host");
    return {
      values,
      artifacts: allArtifacts.map(artifactOf),
      summary: {
        id,
        experiment: textOf(row, "experiment"),
        name: textOf(row, "name"),
        status: oneOf(row, "status", runStatuses),
        startedAt: numberOf(row, "started_at"),
        endedAt: maybeNumberOf(row, "ended_at"),
        durationMs: maybeNumberOf(row, "duration_ms"),
        pipeline: pipeline === null ? null : { name: pipeline, irDigest: textOf(row, "ir_digest") },
        parentRunId: maybeTextOf(row, "parent_run_id"),
        process: host === null ? null : { host, pid: numberOf(row, "pid"), startToken: textOf(row, "start_token") },
        heartbeatAt: maybeNumberOf(row, "heartbeat_at"),
        params: own.params,
        tags: own.tags,
        metrics: own.metrics,
        stepCounts: countsOf(id),
      },
    };
  }

  function countsOf(runId: string): Readonly<Partial<Record<StepStatus, number>>> {
    return Object.fromEntries(counts.all(runId).map((row) => [oneOf(row, "status", stepStatuses), numberOf(row, "number")]));
  }

  return {
    run(id) {
      const row = oneRun.get(id);
      if (row === undefined) return undefined;
      const read = summary(row);
      const outputs: Json = row["outputs"] === null ? null : jsonOf(row, "outputs");
      const attempts = steps.all(id).map((step) => stepAttemptOf(step, read.values(scopeOf(step))));
      return {
        ...read.summary,
        outputs,
        error: errorOf(row),
        steps: stepsOf(attempts),
        artifacts: read.artifacts,
        refused: cursors.refusalsOf(localBackendName, id),
      };
    },
    list: ({ experiment, status, limit = 100 }) =>
      newestRuns.all(experiment ?? null, status ?? null, limit).map((row) => summary(row).summary),
    history: (runId, name, step) => history.all(runId, name, step ?? null).map((row) => ({ ...pointOf(row), ...ownerOf(row) })),
  };
}
