import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { start, temporaryHome } from "../child.ts";
import { openTracking } from "../../src/client.ts";
import { openNodeSqlite } from "../../src/node-sqlite.ts";
import { databaseFile } from "../../src/open-database.ts";

let home: string;

beforeEach(() => {
  home = temporaryHome();
});

const writers: ChildProcess[] = [];

afterEach(() => {
  // A test that failed half-way must not leave writers that never end by themselves.
  for (const writer of writers.splice(0)) writer.kill("SIGKILL");
  rmSync(home, { recursive: true });
});

function integrity(): unknown {
  const db = openNodeSqlite(databaseFile(home), { readOnly: true, busyTimeoutMs: 1_000 });
  try {
    return db.prepare("PRAGMA integrity_check").get();
  } finally {
    db.close();
  }
}

describe("a home", () => {
  test("has every acknowledged event, without gaps, after kill -9 of one writer or two", { timeout: 30_000 }, async () => {
    const tracking = openTracking({ home });
    const run = await tracking.startRun({ experiment: "crash" });
    await tracking.close();
    for (const names of [["a"], ["b"], ["c", "d"], ["e"], ["f"]]) {
      const children = names.map((name) => start("append-until-killed.ts", home, run.id, name));
      writers.push(...children.map((child) => child.process));
      // Each has to acknowledge something first; then the kill comes at any time.
      while (children.some((child) => child.output() === "")) await new Promise((resolve) => setTimeout(resolve, 2));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      children.forEach((child) => child.process.kill("SIGKILL"));
      await Promise.all(children.map((child) => child.ended));

      const after = openTracking({ home });
      for (const [index, name] of names.entries()) {
        const acknowledged = Number(children[index]?.output().split("\n").at(-2));
        const stored = (await after.getMetricHistory(run.id, name)).map((point) => point.step);
        expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
        expect(stored).toEqual(stored.map((_, place) => place + 1));
      }
      await after.close();
      expect(integrity()).toMatchObject({ integrity_check: "ok" });
    }
  });

  test("takes the runs of several processes that create and write it at the same time", { timeout: 30_000 }, async () => {
    const children = ["a", "b", "c"].map((experiment) => start("append-some.ts", home, experiment, "200"));
    expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0, 0]);
    await using tracking = openTracking({ home });
    const runs = await tracking.listRuns();
    expect(runs.map((run) => [run.experiment, run.status]).toSorted()).toEqual([
      ["a", "succeeded"],
      ["b", "succeeded"],
      ["c", "succeeded"],
    ]);
    for (const run of runs) {
      expect((await tracking.getMetricHistory(run.id, "loss")).map((point) => point.step)).toEqual(
        Array.from({ length: 200 }, (_, step) => step),
      );
      expect((await tracking.getRun(run.id)).refused).toEqual([]);
    }
  });

  test("has what was logged right before process.exit, and shows that run as interrupted", async () => {
    const child = start("exit-without-flush.ts", home, "gone");
    expect(await child.ended).toBe(3);
    await using tracking = openTracking({ home });
    const run = await tracking.getRun("gone");
    expect(run.metrics["last"]?.value).toBe(1);
    expect(tracking.displayStatus(run)).toBe("interrupted");
  });
});
