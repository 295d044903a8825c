import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import type { OpenSql, SqlErrorKind, SqlStatement, SqlValue } from "./driver.ts";
import { SqlError } from "./driver.ts";

const kinds: Readonly<Record<number, SqlErrorKind>> = {
  5: "busy",
  6: "busy",
  8: "readOnly",
  10: "io",
  11: "corrupt",
  13: "full",
  14: "cannotOpen",
  26: "notADatabase",
};

function toSqlError(error: unknown): SqlError {
  const message = error instanceof Error ? error.message : String(error);
  const extended = error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode : 0;
  // The low byte is SQLite's primary result code.
  return new SqlError(kinds[extended & 0xff] ?? "other", message, { cause: error });
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toSqlError(error);
  }
}

/** The engine built into Node. */
export const openNodeSqlite: OpenSql = (file, { readOnly, busyTimeoutMs, isImmutable = false }) => {
  const location = isImmutable ? new URL("?immutable=1", pathToFileURL(file)) : file;
  const database = guarded(() => new DatabaseSync(location, { readOnly, timeout: busyTimeoutMs }));
  return {
    exec: (sql) => guarded(() => database.exec(sql)),
    prepare(sql): SqlStatement {
      const statement = guarded(() => database.prepare(sql));
      return {
        run: (...params: readonly SqlValue[]) =>
          guarded(() => {
            const { changes, lastInsertRowid } = statement.run(...params);
            return { changes: Number(changes), lastRowId: Number(lastInsertRowid) };
          }),
        get: (...params: readonly SqlValue[]) => guarded(() => statement.get(...params)),
        all: (...params: readonly SqlValue[]) => guarded(() => statement.all(...params)),
      };
    },
    close: () => guarded(() => database.close()),
  };
};
