import type { Answer, JournalEntry } from "./backend.ts";
import type { SqlDriver } from "./driver.ts";
import type { Refusal } from "./model.ts";
import { numberOf, oneOf, textOf } from "./rows.ts";

/** How far each backend has followed the journal, and what it refused on the way. Moves within a transaction of the caller. */
export interface Cursors {
  /** The seq of the last entry the backend has answered; 0 before the first. */
  position(backend: string): number;
  /** Never goes back. */
  advance(backend: string, seq: number): void;
  refuse(backend: string, entry: JournalEntry, answer: Answer): void;
  /** The answer that was given to an entry at or before the position. */
  answerTo(backend: string, entry: JournalEntry): Answer;
  refusalsOf(backend: string, runId: string): readonly Refusal[];
  /** Back to the beginning. */
  forget(backend: string): void;
}

const outcomes = ["rejected", "unsupported"] as const;

export function createCursors(db: SqlDriver): Cursors {
  const position = db.prepare("SELECT seq FROM cursors WHERE backend = ?");
  const advance = db.prepare(`INSERT INTO cursors (backend, seq) VALUES (?, ?) ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)`);
  const refuse = db.prepare(
    `INSERT INTO refusals (backend, seq, event_id, run_id, outcome, reason) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const refusal = db.prepare("SELECT outcome, reason FROM refusals WHERE backend = ? AND seq = ?");
  const refusals = db.prepare("SELECT event_id, outcome, reason FROM refusals WHERE backend = ? AND run_id = ? ORDER BY seq");
  const forgetCursor = db.prepare("DELETE FROM cursors WHERE backend = ?");
  const forgetRefusals = db.prepare("DELETE FROM refusals WHERE backend = ?");
  return {
    position(backend) {
      const row = position.get(backend);
      return row === undefined ? 0 : numberOf(row, "seq");
    },
    advance: (backend, seq) => void advance.run(backend, seq),
    refuse(backend, entry, answer) {
      if (answer.outcome === "accepted") return;
      refuse.run(backend, entry.seq, entry.id, entry.runId, answer.outcome, answer.reason);
    },
    answerTo(backend, entry) {
      const row = refusal.get(backend, entry.seq);
      if (row === undefined) return { eventId: entry.id, outcome: "accepted" };
      return { eventId: entry.id, outcome: oneOf(row, "outcome", outcomes), reason: textOf(row, "reason") };
    },
    refusalsOf: (backend, runId) =>
      refusals.all(backend, runId).map((row) => ({
        eventId: textOf(row, "event_id"),
        outcome: oneOf(row, "outcome", outcomes),
        reason: textOf(row, "reason"),
      })),
    forget(backend) {
      forgetCursor.run(backend);
      forgetRefusals.run(backend);
    },
  };
}
