import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { start, temporaryHome } from "../test/child.ts";
import { openTracking } from "./client.ts";
import { systemFiles } from "./file-system.ts";
import { openNodeSqlite } from "./node-sqlite.ts";
import { databaseFile } from "./open-database.ts";
import { TrackingError } from "./tracking-error.ts";

let home: string;

beforeEach(() => {
  home = temporaryHome();
});

afterEach(() => {
  chmodSync(home, 0o755);
  rmSync(home, { recursive: true });
});

function refusal(options: Partial<Parameters<typeof openTracking>[0]> = {}): TrackingError {
  try {
    openTracking({ home, ...options });
  } catch (error) {
    if (error instanceof TrackingError) return error;
    throw error;
  }
  throw new Error("it was opened");
}

describe("opening a home", () => {
  test("makes the folder and its database when they are not there", async () => {
    const deep = join(home, "a", "b");
    await using tracking = openTracking({ home: deep });
    expect(await tracking.listRuns()).toEqual([]);
    expect(systemFiles.kind(databaseFile(deep))).toBe("file");
  });

  test("takes an empty file as a new database", async () => {
    writeFileSync(databaseFile(home), "");
    await using tracking = openTracking({ home });
    expect(await tracking.listRuns()).toEqual([]);
  });

  test("refuses a file of another kind, names it and says what to do, and leaves it as it is", () => {
    const text = "these are my notes\n".repeat(100);
    writeFileSync(databaseFile(home), text);
    const error = refusal();
    expect(error).toMatchObject({ code: "database-foreign", file: databaseFile(home) });
    expect(error.message).toContain(databaseFile(home));
    expect(error.help).toContain("Move it away");
    expect(readFileSync(databaseFile(home), "utf8")).toBe(text);
  });

  test("refuses the database of another program and leaves it as it is", () => {
    const db = openNodeSqlite(databaseFile(home), { readOnly: false, busyTimeoutMs: 0 });
    db.exec("CREATE TABLE runs (run_uuid TEXT)");
    db.close();
    const before = readFileSync(databaseFile(home));
    expect(refusal()).toMatchObject({ code: "database-foreign", message: expect.stringContaining("another program") });
    expect(readFileSync(databaseFile(home)).equals(before)).toBe(true);
  });

  test("refuses a folder in the database's place", () => {
    mkdirSync(databaseFile(home));
    expect(refusal()).toMatchObject({ code: "database-foreign" });
  });

  test("refuses a damaged database", async () => {
    const tracking = openTracking({ home });
    const run = await tracking.startRun({ experiment: "e" });
    for (let index = 0; index < 500; index++) run.logMetric("loss", index);
    await tracking.close();
    const bytes = readFileSync(databaseFile(home));
    bytes.fill(0xa5, 100, 8_192);
    writeFileSync(databaseFile(home), bytes);
    expect(refusal()).toMatchObject({ code: "database-corrupt", file: databaseFile(home) });
  });

  test("refuses a database of a newer release, to read as to write", async () => {
    await openTracking({ home }).close();
    const db = openNodeSqlite(databaseFile(home), { readOnly: false, busyTimeoutMs: 0 });
    db.exec("INSERT INTO migrations (version, applied_at) VALUES (99, 0)");
    db.close();
    for (const readOnly of [false, true]) {
      expect(refusal({ readOnly })).toMatchObject({
        code: "database-newer",
        message: expect.stringContaining("version 99"),
        help: expect.stringContaining("Update"),
      });
    }
  });

  test("refuses a network file system with the reason", () => {
    expect(refusal({ files: { ...systemFiles, networkKind: () => "NFS" } })).toMatchObject({
      code: "home-on-network",
      message: expect.stringContaining("NFS"),
    });
  });

  test("says that nothing is recorded when it may only read and there is no database", () => {
    expect(refusal({ readOnly: true })).toMatchObject({ code: "no-database" });
  });

  test("in a folder that cannot be written fails to write with the reason, and reads", async () => {
    const tracking = openTracking({ home });
    await (await tracking.startRun({ experiment: "e", name: "kept" })).finish("succeeded");
    await tracking.close();
    chmodSync(databaseFile(home), 0o444);
    chmodSync(home, 0o555);
    const outputs = await Promise.all(
      ["write", "read"].map(async (mode) => {
        const child = start("open-as-nobody.ts", home, mode);
        await child.ended;
        return child.output();
      }),
    );
    expect(outputs).toEqual(["home-not-writable", "kept"]);
  });

  test("read-only sees what a writer has just committed, and cannot write", async () => {
    await using writer = openTracking({ home });
    const run = await writer.startRun({ experiment: "e" });
    await using reader = openTracking({ home, readOnly: true });
    expect((await reader.getRun(run.id)).status).toBe("running");
    await expect(reader.startRun({ experiment: "e" })).rejects.toMatchObject({ code: "home-not-writable" });
  });
});
