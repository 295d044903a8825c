import type { Answer, Backend, JournalEntry } from "../../backend.ts";
import type { Cursors } from "../../cursors.ts";
import type { SqlDriver } from "../../driver.ts";
import { inTransaction } from "../../driver.ts";
import type { JournalReader } from "../../journal-reader.ts";
import { createProject } from "./project.ts";
import { localTables } from "./schema.ts";

export const localBackendName = "local";

const readBatch = 2_000;

/** The tables beside the journal, in the same file: the default backend. */
export interface LocalStore {
  readonly backend: Backend;
  /** Folds `fresh`, just appended, and whatever an earlier process left. Within a transaction of the caller. */
  follow(fresh: readonly JournalEntry[]): void;
  /** Empties the tables and makes them again from the journal. */
  rebuild(): void;
}

export function createLocalStore(db: SqlDriver, reader: JournalReader, cursors: Cursors): LocalStore {
  const project = createProject(db);

  function answerFor(entry: JournalEntry): Answer {
    const { event } = entry;
    if (event.type === "unreadable") return { eventId: entry.id, outcome: event.outcome, reason: event.reason };
    return project({ ...entry, event });
  }

  /** The position moves in the same transaction as the tables, so an entry seen before needs nothing but its old answer. */
  function take(entries: readonly JournalEntry[]): readonly Answer[] {
    const position = cursors.position(localBackendName);
    const answers = entries.map((entry): Answer => {
      if (entry.seq <= position) return cursors.answerTo(localBackendName, entry);
      const answer = answerFor(entry);
      cursors.refuse(localBackendName, entry, answer);
      return answer;
    });
    const last = entries.at(-1);
    if (last !== undefined) cursors.advance(localBackendName, last.seq);
    return answers;
  }

  function catchUp(): void {
    for (;;) {
      const batch = reader.after(cursors.position(localBackendName), readBatch);
      if (batch.length === 0) return;
      take(batch);
    }
  }

  return {
    backend: {
      name: localBackendName,
      capabilities: { steps: true, artifacts: true, outputs: true, nonFiniteMetrics: true, wholeValues: true },
      apply: async (entries) => (entries.length === 0 ? [] : inTransaction(db, () => take(entries))),
      close: async () => {},
    },
    follow(fresh) {
      const first = fresh[0];
      if (first !== undefined && reader.lastBefore(first.seq) === cursors.position(localBackendName)) take(fresh);
      else catchUp();
    },
    rebuild() {
      inTransaction(db, () => {
        for (const table of localTables) db.exec(`DELETE FROM ${table}`);
        cursors.forget(localBackendName);
        catchUp();
      });
    },
  };
}
