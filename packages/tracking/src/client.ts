import type { Backend } from "./backend.ts";
import { createLocalStore } from "./backends/local/local-store.ts";
import type { ListRunsFilter } from "./backends/local/reads.ts";
import { createLocalReads } from "./backends/local/reads.ts";
import type { Clock } from "./clock.ts";
import { systemClock } from "./clock.ts";
import { createCursors } from "./cursors.ts";
import type { Delivery } from "./deliver.ts";
import { deliver } from "./deliver.ts";
import type { DisplayStatus } from "./display-status.ts";
import { displayStatus } from "./display-status.ts";
import type { OpenSql } from "./driver.ts";
import { inTransaction } from "./driver.ts";
import type { FileSystem } from "./file-system.ts";
import { systemFiles } from "./file-system.ts";
import { beat } from "./heartbeats.ts";
import type { Ids, Random } from "./ids.ts";
import { createIds, systemRandom } from "./ids.ts";
import { Journal } from "./journal.ts";
import { createJournalReader } from "./journal-reader.ts";
import type { MetricHistoryPoint, PipelineRef, Run, RunSummary } from "./model.ts";
import { openNodeSqlite } from "./node-sqlite.ts";
import { databaseFile, openDatabase } from "./open-database.ts";
import type { ProcessProbe } from "./process-probe.ts";
import { currentProcess, systemProbe } from "./process-probe.ts";
import { createResolveRunId } from "./resolve-run-id.ts";
import type { RunFinish, RunWriter, WriterPorts } from "./run-writer.ts";
import { createRunWriter, stamp } from "./run-writer.ts";
import { homeNotWritable, runExists, toTrackingError, trackingClosed } from "./tracking-error.ts";

export interface TrackingOptions {
  /** The folder of the database `tracking.db`; made when it is not there. */
  readonly home: string;
  /** Only look: makes nothing, works in a folder that cannot be written. */
  readonly readOnly?: boolean | undefined;
  /** Told of trouble nobody waits for, such as a full disk while logging; a process warning unless told. */
  readonly onProblem?: ((error: Error) => void) | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  readonly ids?: Ids | undefined;
  readonly probe?: ProcessProbe | undefined;
  readonly files?: FileSystem | undefined;
  readonly openSql?: OpenSql | undefined;
}

export interface StartRunOptions {
  /** 32 random hexadecimal digits unless told. Throws run-exists when it is taken. */
  readonly id?: string | undefined;
  readonly experiment: string;
  /** From the pipeline or experiment and the id unless told. */
  readonly name?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly pipeline?: PipelineRef | undefined;
  readonly parentRunId?: string | undefined;
}

/**
 * The tracking of one home. Reads and `startRun` throw TrackingError; an id may be given by its first characters.
 * Reads see what this process has logged before.
 */
export interface Tracking extends AsyncDisposable {
  /** The database. */
  readonly file: string;
  /** The default backend, as any other would stand here. */
  readonly local: Backend;
  /** Resolves when the start is durable. */
  startRun(options: StartRunOptions): Promise<RunWriter>;
  /** Goes on with a run in this process: it is running again. */
  resumeRun(id: string): Promise<RunWriter>;
  /** A writer beside the run's own, as in the process of a step: it does not own the run. */
  attachRun(id: string): Promise<RunWriter>;
  /** Runs `work` in a run that ends as it does: succeeded with its value as outputs, or failed with its error, which is thrown on. */
  withRun<T>(options: StartRunOptions, work: (run: RunWriter) => Promise<T>): Promise<T>;
  getRun(id: string): Promise<Run>;
  listRuns(filter?: ListRunsFilter): Promise<readonly RunSummary[]>;
  getMetricHistory(runId: string, name: string, options?: { readonly step?: string | undefined }): Promise<readonly MetricHistoryPoint[]>;
  displayStatus(run: Pick<RunSummary, "status" | "process" | "heartbeatAt">): DisplayStatus;
  /** How many events are not durable yet. */
  readonly pending: number;
  flush(): Promise<void>;
  /** Brings a backend to the end of the journal. Rejects with what the backend threw: nothing is lost, call again later. */
  sync(backend: Backend): Promise<Delivery>;
  /** Makes the local tables again from the journal. */
  rebuild(): Promise<void>;
  /** Flushes and lets go of the file. Rejects when something could not be written; the file is let go of all the same. */
  close(): Promise<void>;
}

const warn = (error: Error): void => process.emitWarning(error);

/** Opens the tracking of a home. Throws TrackingError: foreign, damaged or newer file, home that cannot be written, network file system. */
export function openTracking(options: TrackingOptions): Tracking {
  const { home, readOnly = false, onProblem = warn, clock = systemClock, random = systemRandom(), probe = systemProbe } = options;
  const { files = systemFiles, openSql = openNodeSqlite, ids = createIds(clock, random) } = options;
  const file = databaseFile(home);
  const db = openDatabase(home, readOnly, { openSql, files, clock });
  const report = (error: unknown) => onProblem(toTrackingError(error, file));

  const cursors = createCursors(db);
  const reader = createJournalReader(db);
  const local = createLocalStore(db, reader, cursors);
  const reads = createLocalReads(db, cursors);
  const resolveRunId = createResolveRunId(db);
  const journal = new Journal({ db, clock, random, follow: local.follow, onProblem: report });
  if (!readOnly) catchUp();
  const beats = new Map<string, () => void>();
  let isClosed = false;

  const flush = async (): Promise<void> => {
    try {
      await journal.flush();
    } catch (error) {
      throw toTrackingError(error, file);
    }
  };

  /** An earlier process may have died between its journal and its tables, or was an older release. */
  function catchUp(): void {
    if (cursors.position(local.backend.name) >= reader.last()) return;
    try {
      inTransaction(db, () => local.follow([]));
    } catch (error) {
      report(error);
    }
  }

  const ports: WriterPorts = {
    clock,
    ids,
    append: (event) => (isClosed ? report(trackingClosed(file)) : journal.append(event)),
    flush,
  };

  const lastChance = () => {
    try {
      journal.flushNow();
    } catch (error) {
      report(error);
    }
  };
  if (!readOnly) process.on("exit", lastChance);

  function mustBeOpen(): void {
    if (isClosed) throw trackingClosed(file);
  }

  function mustBeWritable(): void {
    mustBeOpen();
    if (readOnly) throw homeNotWritable(file, new Error("it was opened read-only"));
  }

  async function read<T>(work: () => T): Promise<T> {
    mustBeOpen();
    // What is pending may not be writable just now; that is no reason to show nothing.
    if (journal.pending > 0) await journal.flush().catch(report);
    try {
      return work();
    } catch (error) {
      throw toTrackingError(error, file);
    }
  }

  function ownedWriter(runId: string): RunWriter {
    beats.get(runId)?.();
    beats.set(runId, beat(db, clock, runId));
    const onFinish = () => {
      beats.get(runId)?.();
      beats.delete(runId);
    };
    return createRunWriter(ports, { id: runId, ownsRun: true, onFinish });
  }

  async function startRun(start: StartRunOptions): Promise<RunWriter> {
    mustBeWritable();
    const id = start.id ?? ids.runId();
    const name = start.name ?? `${start.pipeline?.name ?? start.experiment}-${id.slice(0, 6)}`;
    const event = stamp(ports, id, {
      type: "runStarted",
      experiment: start.experiment.toWellFormed(),
      name: name.toWellFormed(),
      parentRunId: start.parentRunId ?? null,
      pipeline: start.pipeline ?? null,
      process: currentProcess(probe),
    });
    ports.append(event);
    await flush();
    if (cursors.refusalsOf(local.backend.name, id).some((refusal) => refusal.eventId === event.id)) throw runExists(id);
    const run = ownedWriter(id);
    if (start.params !== undefined) run.logParams(start.params);
    for (const [tag, value] of Object.entries(start.tags ?? {})) run.setTag(tag, value);
    return run;
  }

  async function withRun<T>(start: StartRunOptions, work: (run: RunWriter) => Promise<T>): Promise<T> {
    const run = await startRun(start);
    const end = async (status: "succeeded" | "failed", finish: RunFinish) => run.finish(status, finish);
    let value: T;
    try {
      value = await work(run);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // The user's own error is the one to throw on, whatever becomes of its record.
      await end("failed", { error: { kind: "thrown", message } }).catch(report);
      throw error;
    }
    await end("succeeded", { outputs: value });
    return value;
  }

  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    process.off("exit", lastChance);
    for (const stop of beats.values()) stop();
    try {
      await flush();
    } finally {
      journal.stop();
      db.close();
    }
  }

  return {
    file,
    local: local.backend,
    startRun,
    async resumeRun(typed) {
      mustBeWritable();
      const id = await read(() => resolveRunId(typed));
      ports.append(stamp(ports, id, { type: "runResumed", process: currentProcess(probe) }));
      await flush();
      return ownedWriter(id);
    },
    async attachRun(typed) {
      mustBeWritable();
      const id = await read(() => resolveRunId(typed));
      return createRunWriter(ports, { id, ownsRun: false, onFinish: () => {} });
    },
    withRun,
    getRun: (typed) =>
      read(() => {
        const id = resolveRunId(typed);
        const run = reads.run(id);
        if (run === undefined) throw new Error(`run ${id} vanished`);
        return run;
      }),
    listRuns: (filter = {}) => read(() => reads.list(filter)),
    getMetricHistory: (typed, name, { step } = {}) => read(() => reads.history(resolveRunId(typed), name, step)),
    displayStatus: (run) => displayStatus(run, { probe, now: clock.now() }),
    get pending() {
      return journal.pending;
    },
    flush,
    async sync(backend) {
      mustBeWritable();
      await flush();
      return deliver(backend, { db, reader, cursors });
    },
    async rebuild() {
      mustBeWritable();
      await read(() => local.rebuild());
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
