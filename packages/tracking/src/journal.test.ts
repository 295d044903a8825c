import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { temporaryHome } from "../test/child.ts";
import type { Faults } from "../test/faulty-sql.ts";
import { faultySql, noFaults } from "../test/faulty-sql.ts";
import { openMemoryStore } from "../test/memory-store.ts";
import { openTracking } from "./client.ts";
import type { TrackingEvent } from "./events.ts";
import type { SqlErrorKind } from "./driver.ts";
import { openNodeSqlite } from "./node-sqlite.ts";
import { TrackingError } from "./tracking-error.ts";

const tag = (id: string): TrackingEvent => ({ type: "tagSet", id, at: 1, runId: "r", scope: null, name: "n", value: id });

describe("the journal", () => {
  test("commits everything that was appended in a turn with one transaction", async () => {
    const home = temporaryHome();
    const faults = noFaults();
    const tracking = openTracking({ home, openSql: faultySql(openNodeSqlite, faults) });
    const run = await tracking.startRun({ experiment: "e" });
    const commits = () => faults.calls;
    run.logMetric("a", 1);
    await run.flush();
    const before = commits();
    for (let index = 0; index < 3; index++) run.logMetric("a", index);
    await Promise.all([run.flush(), run.flush(), tracking.flush()]);
    // Begin, savepoint, release, commit; and for each event its row and two of its projection; and the cursor.
    expect(commits() - before).toBe(4 + 3 * 3 + 1);
    await tracking.close();
    rmSync(home, { recursive: true });
  });

  test("commits by itself soon after an append", async () => {
    const { journal, reader } = openMemoryStore();
    journal.append(tag("1"));
    expect(reader.last()).toBe(0);
    await expect.poll(() => reader.last()).toBe(1);
    expect(journal.pending).toBe(0);
  });

  test("does not acknowledge what is appended after a flush has committed", async () => {
    const { journal, reader } = openMemoryStore();
    journal.append(tag("1"));
    const first = journal.flush();
    while (reader.last() === 0) await new Promise((resolve) => setImmediate(resolve));
    journal.append(tag("2"));
    await journal.flush();
    expect(reader.last()).toBe(2);
    await first;
  });

  test("keeps an event once, however often it is appended, and cannot be changed", () => {
    const { journal, reader, db } = openMemoryStore();
    journal.append(tag("1"));
    journal.append(tag("1"));
    journal.flushNow();
    journal.append(tag("1"));
    journal.flushNow();
    expect(reader.after(0, 10)).toHaveLength(1);
    expect(() => db.exec("DELETE FROM journal")).toThrow("append-only");
    expect(() => db.exec("UPDATE journal SET event = '{}'")).toThrow("append-only");
  });

  test("is written even when its reader fails, and the reader catches up later", () => {
    const { journal, reader, db, problems, cursors, local } = openMemoryStore();
    db.exec("ALTER TABLE tags RENAME TO away");
    const start: TrackingEvent = {
      type: "runStarted",
      id: "0",
      at: 1,
      runId: "r",
      experiment: "e",
      name: "n",
      parentRunId: null,
      pipeline: null,
      process: null,
    };
    journal.append(start);
    journal.append(tag("1"));
    journal.flushNow();
    expect([reader.last(), cursors.position("local"), problems.length]).toEqual([2, 0, 1]);
    db.exec("ALTER TABLE away RENAME TO tags");
    local.follow([]);
    expect([cursors.position("local"), db.prepare("SELECT value FROM tags").get()]).toMatchObject([2, { value: "1" }]);
  });
});

/** Logs a little, with a fault at some call; flushes are tried again, as a caller would. Gives what was acknowledged. */
async function logWithFault(
  home: string,
  faults: Faults,
): Promise<{ readonly acknowledged: readonly string[]; readonly errors: readonly unknown[] }> {
  const acknowledged: string[] = [];
  const errors: unknown[] = [];
  const attempt = async (work: () => Promise<void>) => {
    for (let tries = 0; tries < 2; tries++) {
      try {
        return await work();
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await attempt(async () => {
    const tracking = openTracking({ home, openSql: faultySql(openNodeSqlite, faults), onProblem: (problem) => errors.push(problem) });
    try {
      const run = await tracking.startRun({ experiment: "e" });
      for (const name of ["a", "b"]) {
        run.setTag(name, "x");
        await attempt(async () => {
          await run.flush();
          acknowledged.push(name);
        });
      }
    } finally {
      await tracking.close();
    }
  });
  return { acknowledged, errors };
}

describe("a disk that fails at any one call", () => {
  const sweep = async (kind: SqlErrorKind, forever: boolean) => {
    const counting = noFaults();
    const whole = temporaryHome();
    await logWithFault(whole, counting);
    rmSync(whole, { recursive: true });
    expect(counting.calls).toBeGreaterThan(15);
    for (let failAt = 1; failAt <= counting.calls; failAt++) {
      const home = temporaryHome();
      const { acknowledged, errors } = await logWithFault(home, { calls: 0, failAt, kind, forever });
      for (const error of errors) expect(error).toBeInstanceOf(TrackingError);
      await using tracking = openTracking({ home });
      const runs = await tracking.listRuns();
      const stored = runs.flatMap((run) => Object.keys(run.tags));
      expect(stored).toEqual(expect.arrayContaining([...acknowledged]));
      expect(errors.length).toBeGreaterThan(0);
      rmSync(home, { recursive: true });
    }
  };

  test("costs no acknowledged event when it is full for a moment", () => sweep("full", false));
  test("costs no acknowledged event when it stays full", () => sweep("full", true));

  test("acknowledges nothing more after a failed sync, even if the next would succeed", async () => {
    const home = temporaryHome();
    const faults = noFaults();
    const tracking = openTracking({ home, openSql: faultySql(openNodeSqlite, faults), onProblem: () => {} });
    const run = await tracking.startRun({ experiment: "e" });
    faults.failAt = faults.calls + 1;
    faults.kind = "io";
    run.setTag("a", "b");
    await expect(run.flush()).rejects.toMatchObject({ code: "disk-error" });
    await expect(run.flush()).rejects.toMatchObject({ code: "disk-error" });
    await expect(tracking.close()).rejects.toMatchObject({ code: "disk-error" });
    rmSync(home, { recursive: true });
  });

  test("is waited for, without blocking, while another process holds the lock", async () => {
    const home = temporaryHome();
    const faults = noFaults();
    const tracking = openTracking({ home, openSql: faultySql(openNodeSqlite, faults) });
    const run = await tracking.startRun({ experiment: "e" });
    Object.assign(faults, { failAt: faults.calls + 1, kind: "busy", forever: true });
    run.setTag("a", "b");
    const flushed = run.flush();
    setTimeout(() => (faults.failAt = 0), 30);
    await flushed;
    expect((await tracking.getRun(run.id)).tags).toEqual({ a: "b" });
    await tracking.close();
    rmSync(home, { recursive: true });
  });
});
