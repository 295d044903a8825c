export { openTracking } from "./client.ts";
export type { StartRunOptions, Tracking, TrackingOptions } from "./client.ts";
export type { Delivery } from "./deliver.ts";
export type { ArtifactToLog, Logger, MetricOptions, RunFinish, RunWriter, StepFinish, StepWriter } from "./run-writer.ts";
export type { ListRunsFilter } from "./backends/local/reads.ts";
export { TrackingError } from "./tracking-error.ts";
export type { TrackingErrorCode } from "./tracking-error.ts";

export { artifactRoles, errorKinds, runStatuses, stepStatuses } from "./model.ts";
export type {
  ArtifactRecord,
  ArtifactRole,
  ErrorKind,
  ErrorRecord,
  Json,
  LoggedValues,
  MetricHistoryPoint,
  MetricPoint,
  PipelineRef,
  ProcessIdentity,
  Refusal,
  Run,
  RunEnd,
  RunStatus,
  RunSummary,
  Step,
  StepAttempt,
  StepEnd,
  StepStatus,
} from "./model.ts";

export { displayStatus } from "./display-status.ts";
export type { DisplayStatus } from "./display-status.ts";
export { isAlive, systemProbe } from "./process-probe.ts";
export type { Liveness, ProcessProbe } from "./process-probe.ts";

export type { Answer, Backend, BackendCapabilities, DeliveredEntry, JournalEntry } from "./backend.ts";
export type {
  ArtifactLogged,
  EventScope,
  EventType,
  MetricLogged,
  ParamLogged,
  RunFinished,
  RunResumed,
  RunStarted,
  StepChanged,
  TagSet,
  TrackingEvent,
  UnreadableEvent,
} from "./events.ts";

export { systemClock } from "./clock.ts";
export type { Clock } from "./clock.ts";
export { createIds, systemRandom } from "./ids.ts";
export type { Ids, Random } from "./ids.ts";
export { systemFiles } from "./file-system.ts";
export type { FileSystem } from "./file-system.ts";
export { openNodeSqlite } from "./node-sqlite.ts";
export { SqlError } from "./driver.ts";
export type { OpenSql, SqlDriver, SqlErrorKind, SqlOpenOptions, SqlRow, SqlStatement, SqlValue } from "./driver.ts";
