import { localSchema } from "./backends/local/schema.ts";
import type { SqlDriver } from "./driver.ts";
import { inTransaction } from "./driver.ts";
import { journalSchema } from "./journal-schema.ts";
import { numberOf } from "./rows.ts";
import { databaseForeign, databaseNewer } from "./tracking-error.ts";

/** In order; an entry that was released is never edited, a change is a new entry. */
const migrations: readonly string[] = [`${journalSchema}${localSchema}`];

export const schemaVersion = migrations.length;

/** "DWRT" in the file's header tells our databases from all others. */
const applicationId = 0x44575254;

function headerNumber(db: SqlDriver, pragma: string): number {
  const row = db.prepare(`SELECT ${pragma} AS number FROM pragma_${pragma}`).get();
  return row === undefined ? 0 : numberOf(row, "number");
}

function versionOf(db: SqlDriver): number {
  const row = db.prepare("SELECT coalesce(max(version), 0) AS version FROM migrations").get();
  return row === undefined ? 0 : numberOf(row, "version");
}

const isEmpty = (db: SqlDriver): boolean => db.prepare("SELECT 1 AS found FROM sqlite_schema LIMIT 1").get() === undefined;

/** Says what the file is before anything is changed in it. Throws database-foreign and database-newer. */
export function checkDatabase(db: SqlDriver, file: string): "empty" | "ours" {
  // In this order: another process may be making the tables, and commits the id with them. What is seen after tables were is theirs.
  const empty = isEmpty(db);
  const id = headerNumber(db, "application_id");
  if (empty && id === 0) return "empty";
  if (id !== applicationId) throw databaseForeign(file, "an SQLite database of another program");
  const version = versionOf(db);
  if (version > schemaVersion) throw databaseNewer(file, version, schemaVersion);
  return "ours";
}

/** Brings the file to this release's version, in one transaction; several processes may try at once. */
export function migrate(db: SqlDriver, file: string, now: number): void {
  if (checkDatabase(db, file) === "ours" && versionOf(db) === schemaVersion) return;
  inTransaction(db, () => {
    // Another process may have been quicker: look again under the lock.
    if (checkDatabase(db, file) === "empty") {
      db.exec(`PRAGMA application_id = ${applicationId}`);
      db.exec("CREATE TABLE migrations (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT");
    }
    const done = versionOf(db);
    migrations.slice(done).forEach((sql, index) => {
      db.exec(sql);
      db.prepare("INSERT INTO migrations (version, applied_at) VALUES (?, ?)").run(done + index + 1, now);
    });
  });
}
