/** What tracking needs of an embedded SQL engine; `node-sqlite.ts` is the one in use, tests wrap it to inject faults. */

export type SqlValue = null | number | bigint | string | Uint8Array;
export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface SqlStatement {
  /** Executes; gives the number of changed rows and the row id of the last insert. */
  run(...params: readonly SqlValue[]): { readonly changes: number; readonly lastRowId: number };
  get(...params: readonly SqlValue[]): SqlRow | undefined;
  all(...params: readonly SqlValue[]): readonly SqlRow[];
}

/** All methods are synchronous and throw `SqlError` only. */
export interface SqlDriver {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  close(): void;
}

export interface SqlOpenOptions {
  readonly readOnly: boolean;
  /** How long the engine itself waits for another process's lock. */
  readonly busyTimeoutMs: number;
  /** Nobody changes the file meanwhile: it is read without locks, so that its folder need not be writable. */
  readonly isImmutable?: boolean | undefined;
}

export type OpenSql = (file: string, options: SqlOpenOptions) => SqlDriver;

export type SqlErrorKind = "busy" | "full" | "io" | "corrupt" | "notADatabase" | "readOnly" | "cannotOpen" | "other";

export class SqlError extends Error {
  override readonly name = "SqlError";
  readonly kind: SqlErrorKind;

  constructor(kind: SqlErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Runs `work` under the write lock; on any error nothing of it stays. */
export function inTransaction<T>(db: SqlDriver, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    try {
      db.exec("ROLLBACK");
    } catch {
      // The engine has rolled back by itself (full disk, I/O error): the first error is the one to tell.
    }
    throw error;
  }
}
