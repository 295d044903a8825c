/**
 * Tables of the local backend: everything here can be made again from the journal.
 * Values of the run itself have step_id '' and attempt 0, so that they can be part of a key. `value ANY` of a metric is REAL, or
 * the text NaN, Infinity, -Infinity.
 */
export const localSchema = `
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  experiment TEXT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  duration_ms REAL,
  pipeline TEXT,
  ir_digest TEXT,
  parent_run_id TEXT,
  host TEXT,
  pid INTEGER,
  start_token TEXT,
  outputs TEXT,
  error TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX runs_newest ON runs (started_at DESC, seq DESC);
CREATE INDEX runs_experiment ON runs (experiment, started_at DESC, seq DESC);

CREATE TABLE steps (
  run_id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  component TEXT NOT NULL,
  status TEXT NOT NULL,
  cached INTEGER NOT NULL,
  queued_at INTEGER,
  started_at INTEGER,
  ended_at INTEGER,
  duration_ms REAL,
  error TEXT,
  PRIMARY KEY (run_id, step_id, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE params (
  run_id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, step_id, attempt, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
  run_id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, step_id, attempt, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE metrics (
  seq INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  name TEXT NOT NULL,
  value ANY NOT NULL,
  step INTEGER NOT NULL,
  timestamp INTEGER NOT NULL
) STRICT;
CREATE INDEX metrics_history ON metrics (run_id, name, step, timestamp, seq);

CREATE TABLE last_metrics (
  run_id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  name TEXT NOT NULL,
  value ANY NOT NULL,
  step INTEGER NOT NULL,
  timestamp INTEGER NOT NULL,
  PRIMARY KEY (run_id, step_id, attempt, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE artifacts (
  seq INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  uri TEXT NOT NULL,
  bytes INTEGER,
  metadata TEXT NOT NULL,
  role TEXT NOT NULL,
  logged_at INTEGER NOT NULL
) STRICT;
CREATE INDEX artifacts_run ON artifacts (run_id, seq);
CREATE INDEX artifacts_digest ON artifacts (digest);
`;

export const localTables = ["runs", "steps", "params", "tags", "metrics", "last_metrics", "artifacts"] as const;
