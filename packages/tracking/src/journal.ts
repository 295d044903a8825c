import { setImmediate as nextTurn } from "node:timers/promises";
import type { JournalEntry } from "./backend.ts";
import type { Clock } from "./clock.ts";
import { sleep } from "./clock.ts";
import { decodeEvent } from "./decode-event.ts";
import type { SqlDriver } from "./driver.ts";
import { inTransaction, SqlError } from "./driver.ts";
import type { TrackingEvent } from "./events.ts";
import { encodeEvent } from "./events.ts";
import type { Random } from "./ids.ts";

export interface JournalOptions {
  readonly db: SqlDriver;
  readonly clock: Clock;
  readonly random: Random;
  /** Runs in the transaction that appends; its failure undoes only what it did itself. */
  readonly follow: (fresh: readonly JournalEntry[]) => void;
  /** Told of errors nobody waits for. */
  readonly onProblem: (error: unknown) => void;
}

/** How long appended events wait for company before they are committed together. */
const lingerMs = 10;
/** So many events are committed without waiting any longer. */
const fullBatch = 1_000;
/** After a failed commit nobody waited for. */
const retryMs = 1_000;
/** How long a flush tries while other processes hold the lock. */
const busyPatienceMs = 30_000;

/**
 * The writer of the journal. Events wait in memory and are committed in groups, because a commit costs a sync of the disk and a lock
 * shared by all processes of the home. An event is acknowledged when a `flush()` that began after it was appended resolves.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #add: ReturnType<SqlDriver["prepare"]>;
  #pending: TrackingEvent[] = [];
  #flushing: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  #broken: SqlError | undefined;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#add = options.db.prepare("INSERT INTO journal (id, run_id, event) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING");
  }

  get pending(): number {
    return this.#pending.length;
  }

  append(event: TrackingEvent): void {
    this.#pending.push(event);
    if (this.#pending.length === fullBatch) this.#arm(0);
    else if (this.#cancelTimer === undefined) this.#arm(lingerMs);
  }

  /** Resolves when all that was appended before is durable. Rejects with SqlError; what is pending stays pending. */
  flush(): Promise<void> {
    if (this.#pending.length === 0) return Promise.resolve();
    this.#flushing ??= this.#drain();
    return this.#flushing;
  }

  /** As `flush`, at once and for the last chance before the process ends. Throws SqlError. */
  flushNow(): void {
    if (this.#pending.length === 0) return;
    if (this.#broken !== undefined) throw this.#broken;
    this.#disarm();
    try {
      inTransaction(this.#options.db, () => this.#appendAll());
    } catch (error) {
      // After a failed sync the disk may hold anything, and the next sync would succeed without having written it: never try again.
      if (error instanceof SqlError && error.kind === "io") this.#broken = error;
      else this.#arm(retryMs);
      throw error;
    }
    this.#pending = [];
  }

  #appendAll(): void {
    const fresh: JournalEntry[] = [];
    for (const event of this.#pending) {
      const text = encodeEvent(event);
      const { changes, lastRowId } = this.#add.run(event.id, event.runId, text);
      // Decoded again, so that the tables hold exactly what a rebuild from the text would give.
      if (changes === 1) fresh.push({ seq: lastRowId, id: event.id, runId: event.runId, event: decodeEvent(text) });
    }
    this.#follow(fresh);
  }

  #follow(fresh: readonly JournalEntry[]): void {
    const { db, follow, onProblem } = this.#options;
    db.exec("SAVEPOINT follow");
    try {
      follow(fresh);
    } catch (error) {
      // The journal does not depend on its readers; but a disk that failed under them fails the commit as well.
      if (error instanceof SqlError && error.kind !== "other") throw error;
      db.exec("ROLLBACK TO follow");
      onProblem(error);
    }
    db.exec("RELEASE follow");
  }

  async #drain(): Promise<void> {
    const { clock, random } = this.#options;
    // Everybody who flushes in this turn of the event loop shares one commit.
    await nextTurn();
    const patience = clock.monotonic() + busyPatienceMs;
    for (;;) {
      try {
        this.flushNow();
        // Cleared in the same turn as the commit: whoever appends from now on must not be given this promise.
        this.#flushing = undefined;
        return;
      } catch (error) {
        const isBusy = error instanceof SqlError && error.kind === "busy";
        if (!isBusy || clock.monotonic() > patience) {
          this.#flushing = undefined;
          throw error;
        }
        await sleep(clock, 5 + (random.bytes(1)[0] ?? 0) / 4);
      }
    }
  }

  #arm(ms: number): void {
    this.#disarm();
    // Retries do not keep the process up: a disk that stays full must not.
    this.#cancelTimer = this.#options.clock.after(ms, () => this.#onTimer(), { keepAlive: ms !== retryMs });
  }

  #disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #onTimer(): void {
    this.#cancelTimer = undefined;
    this.flush().catch((error: unknown) => this.#options.onProblem(error));
  }

  /** No timer is left after it. What is still pending is not committed. */
  stop(): void {
    this.#disarm();
  }
}
