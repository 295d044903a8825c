// The parts of a tracking home over a database in memory, with a look at all its tables.
import type { LocalStore } from "../src/backends/local/local-store.ts";
import { createLocalStore } from "../src/backends/local/local-store.ts";
import { localTables } from "../src/backends/local/schema.ts";
import { systemClock } from "../src/clock.ts";
import type { Cursors } from "../src/cursors.ts";
import { createCursors } from "../src/cursors.ts";
import type { SqlDriver } from "../src/driver.ts";
import { systemRandom } from "../src/ids.ts";
import { Journal } from "../src/journal.ts";
import type { JournalReader } from "../src/journal-reader.ts";
import { createJournalReader } from "../src/journal-reader.ts";
import { migrate } from "../src/migrations.ts";
import { openNodeSqlite } from "../src/node-sqlite.ts";

export interface MemoryStore {
  readonly db: SqlDriver;
  readonly cursors: Cursors;
  readonly reader: JournalReader;
  readonly local: LocalStore;
  readonly journal: Journal;
  readonly problems: readonly unknown[];
  /** Everything in the tables that come from the journal, as one text. */
  dump(): string;
}

export function openMemoryStore(follows = true): MemoryStore {
  const db = openNodeSqlite(":memory:", { readOnly: false, busyTimeoutMs: 0 });
  migrate(db, ":memory:", 0);
  const cursors = createCursors(db);
  const reader = createJournalReader(db);
  const local = createLocalStore(db, reader, cursors);
  const problems: unknown[] = [];
  const journal = new Journal({
    db,
    clock: systemClock,
    random: systemRandom(),
    follow: follows ? local.follow : () => {},
    onProblem: (problem) => problems.push(problem),
  });
  return {
    db,
    cursors,
    reader,
    local,
    journal,
    problems,
    dump() {
      const tables = [...localTables, "refusals", "cursors"].map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]);
      // JSON has no Infinity; the tables hold it as text, and a number here would be a mistake worth seeing.
      return JSON.stringify(
        tables,
        (_, value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? `number ${value}` : value),
        1,
      );
    },
  };
}
