import { join } from "node:path";
import type { Clock } from "./clock.ts";
import type { OpenSql, SqlDriver } from "./driver.ts";
import { SqlError } from "./driver.ts";
import type { FileSystem } from "./file-system.ts";
import { checkDatabase, migrate } from "./migrations.ts";
import {
  type TrackingError,
  databaseForeign,
  homeNotReadable,
  homeNotWritable,
  homeOnNetwork,
  noDatabase,
  toTrackingError,
} from "./tracking-error.ts";

export interface DatabasePorts {
  readonly openSql: OpenSql;
  readonly files: FileSystem;
  readonly clock: Clock;
}

/** The engine's own wait blocks the event loop, so it is short; the journal waits longer, without blocking. */
const busyTimeoutMs = 1_000;
/** Creating and migrating are once in a database's life: several processes that start together wait for each other. */
const openAttempts = 20;

export const databaseFile = (home: string): string => join(home, "tracking.db");

/** Opens, or makes, the database of a home. Throws TrackingError naming the file and the way out. */
export function openDatabase(home: string, readOnly: boolean, { openSql, files, clock }: DatabasePorts): SqlDriver {
  const file = databaseFile(home);
  if (readOnly) {
    if (files.kind(file) === "absent") throw noDatabase(file);
  } else {
    try {
      files.makeFolder(home);
    } catch (error) {
      throw homeNotWritable(home, error);
    }
    const network = files.networkKind(home);
    if (network !== undefined) throw homeOnNetwork(home, network);
  }
  if (files.kind(file) === "folder") throw databaseForeign(file, "a folder");
  return readOnly ? openToRead(file, openSql, files) : openToWrite(file, openSql, clock);
}

function openToRead(file: string, openSql: OpenSql, files: FileSystem): SqlDriver {
  const open = (isImmutable: boolean): SqlDriver => {
    const db = openSql(file, { readOnly: true, busyTimeoutMs, isImmutable });
    try {
      if (checkDatabase(db, file) === "empty") throw noDatabase(file);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  };
  try {
    return open(false);
  } catch (error) {
    // Even readers need the log's files beside the database. In a folder where they cannot be made and are not there, nobody writes either.
    const nobodyWrites =
      error instanceof SqlError && (error.kind === "readOnly" || error.kind === "cannotOpen") && files.kind(`${file}-wal`) === "absent";
    if (!nobodyWrites) throw asReadError(error, file);
  }
  try {
    return open(true);
  } catch (error) {
    throw asReadError(error, file);
  }
}

const asReadError = (error: unknown, file: string): TrackingError =>
  error instanceof SqlError && (error.kind === "readOnly" || error.kind === "cannotOpen")
    ? homeNotReadable(file, error)
    : toTrackingError(error, file);

function openToWrite(file: string, openSql: OpenSql, clock: Clock): SqlDriver {
  for (let attempt = 1; ; attempt++) {
    let db: SqlDriver | undefined;
    try {
      db = openSql(file, { readOnly: false, busyTimeoutMs });
      // First of all: nothing is changed in a file that is not ours.
      checkDatabase(db, file);
      db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF");
      migrate(db, file, clock.now());
      return db;
    } catch (error) {
      db?.close();
      // The engine does not wait for the lock that a change of the journal mode needs.
      if (error instanceof SqlError && error.kind === "busy" && attempt < openAttempts) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 * attempt);
        continue;
      }
      throw toTrackingError(error, file);
    }
  }
}
