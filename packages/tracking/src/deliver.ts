import type { Backend, DeliveredEntry, JournalEntry } from "./backend.ts";
import type { Cursors } from "./cursors.ts";
import type { SqlDriver } from "./driver.ts";
import { inTransaction } from "./driver.ts";
import type { JournalReader } from "./journal-reader.ts";

export interface Delivery {
  readonly accepted: number;
  readonly rejected: number;
  readonly unsupported: number;
}

const isReadable = (entry: JournalEntry): entry is DeliveredEntry => entry.event.type !== "unreadable";

/**
 * Brings a backend to the end of the journal. The cursor moves after the backend has answered, never before: a crash in between
 * brings the same entries again, which a backend must take. Rejects with what `apply` threw; the cursor then stays where it is.
 */
export async function deliver(
  backend: Backend,
  {
    db,
    reader,
    cursors,
    batch = 1_000,
  }: { readonly db: SqlDriver; readonly reader: JournalReader; readonly cursors: Cursors; readonly batch?: number },
): Promise<Delivery> {
  const total = { accepted: 0, rejected: 0, unsupported: 0 };
  for (;;) {
    const entries = reader.after(cursors.position(backend.name), batch);
    const last = entries.at(-1);
    if (last === undefined) return total;
    const answers = await backend.apply(entries.filter(isReadable));
    const byId = new Map(answers.map((answer) => [answer.eventId, answer]));
    inTransaction(db, () => {
      for (const entry of entries) {
        const { event } = entry;
        const answer =
          event.type === "unreadable" ? { eventId: entry.id, outcome: event.outcome, reason: event.reason } : byId.get(entry.id);
        if (answer === undefined) throw new Error(`backend ${backend.name} gave no answer to event ${entry.id}`);
        cursors.refuse(backend.name, entry, answer);
        total[answer.outcome] += 1;
      }
      cursors.advance(backend.name, last.seq);
    });
  }
}
