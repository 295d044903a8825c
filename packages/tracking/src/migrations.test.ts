import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryHome } from "../test/child.ts";
import type { SqlDriver } from "./driver.ts";
import { checkDatabase, migrate } from "./migrations.ts";
import { openNodeSqlite } from "./node-sqlite.ts";

let home: string;

beforeEach(() => {
  home = temporaryHome();
});

afterEach(() => {
  rmSync(home, { recursive: true });
});

/** A driver that lets something happen right after its first read. */
function interrupted(db: SqlDriver, meanwhile: () => void): SqlDriver {
  let happened = false;
  return {
    exec: (sql) => db.exec(sql),
    close: () => db.close(),
    prepare: (sql) => {
      const statement = db.prepare(sql);
      return {
        run: (...params) => statement.run(...params),
        all: (...params) => statement.all(...params),
        get: (...params) => {
          const row = statement.get(...params);
          if (!happened) {
            happened = true;
            meanwhile();
          }
          return row;
        },
      };
    },
  };
}

test("a database that another process makes between two looks at it is ours", () => {
  const file = join(home, "tracking.db");
  const [slow, quick] = [
    openNodeSqlite(file, { readOnly: false, busyTimeoutMs: 1000 }),
    openNodeSqlite(file, { readOnly: false, busyTimeoutMs: 1000 }),
  ];
  try {
    expect(
      checkDatabase(
        interrupted(slow, () => migrate(quick, file, 0)),
        file,
      ),
    ).toBe("ours");
  } finally {
    slow.close();
    quick.close();
  }
});
