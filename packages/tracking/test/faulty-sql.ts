// A driver that fails the n-th call that reaches the disk, once or from then on.
import type { OpenSql, SqlErrorKind } from "../src/driver.ts";
import { SqlError } from "../src/driver.ts";

export interface Faults {
  /** Calls so far: statements that change something, and all of `exec`. */
  calls: number;
  /** Which call fails; 0: none. */
  failAt: number;
  kind: SqlErrorKind;
  forever: boolean;
}

export const noFaults = (): Faults => ({ calls: 0, failAt: 0, kind: "full", forever: false });

export function faultySql(open: OpenSql, faults: Faults): OpenSql {
  const step = () => {
    faults.calls += 1;
    const isHit = faults.failAt > 0 && (faults.forever ? faults.calls >= faults.failAt : faults.calls === faults.failAt);
    if (isHit) throw new SqlError(faults.kind, `injected ${faults.kind}`);
  };
  return (file, options) => {
    const db = open(file, options);
    return {
      exec(sql) {
        // Rolling back works on a broken disk too.
        if (!sql.startsWith("ROLLBACK")) step();
        db.exec(sql);
      },
      prepare(sql) {
        const statement = db.prepare(sql);
        return {
          run(...params) {
            step();
            return statement.run(...params);
          },
          get: (...params) => statement.get(...params),
          all: (...params) => statement.all(...params),
        };
      },
      close: () => db.close(),
    };
  };
}
