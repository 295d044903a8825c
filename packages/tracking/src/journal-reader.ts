import type { JournalEntry } from "./backend.ts";
import { decodeEvent } from "./decode-event.ts";
import type { SqlDriver } from "./driver.ts";
import { numberOf, textOf } from "./rows.ts";

export interface JournalReader {
  /** The next entries after `seq`, oldest first. */
  after(seq: number, limit: number): readonly JournalEntry[];
  /** The seq of the entry before `seq`; 0 when there is none. */
  lastBefore(seq: number): number;
  /** The seq of the newest entry; 0 in an empty journal. */
  last(): number;
}

export function createJournalReader(db: SqlDriver): JournalReader {
  const after = db.prepare("SELECT seq, id, run_id, event FROM journal WHERE seq > ? ORDER BY seq LIMIT ?");
  const before = db.prepare("SELECT coalesce(max(seq), 0) AS seq FROM journal WHERE seq < ?");
  const last = db.prepare("SELECT coalesce(max(seq), 0) AS seq FROM journal");
  return {
    after: (seq, limit) =>
      after.all(seq, limit).map((row) => ({
        seq: numberOf(row, "seq"),
        id: textOf(row, "id"),
        runId: textOf(row, "run_id"),
        event: decodeEvent(textOf(row, "event")),
      })),
    lastBefore(seq) {
      const row = before.get(seq);
      return row === undefined ? 0 : numberOf(row, "seq");
    },
    last() {
      const row = last.get();
      return row === undefined ? 0 : numberOf(row, "seq");
    },
  };
}
