import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemPlatform } from "./platform.ts";
import { supervise, type Supervised } from "./supervise.ts";

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "dagwright-supervise-"))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

interface Options {
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  readonly onLine?: (text: string) => void;
}

async function runScript(
  script: string,
  options: Options = {},
): Promise<{ outcome: Supervised; lines: string[]; log: Buffer; survivors: number }> {
  const lines: string[] = [];
  const outcome = await supervise({
    command: { file: process.execPath, args: ["-e", script], cwd: root, env: { MARK: root, PATH: process.env["PATH"] ?? "" } },
    log: join(root, "log"),
    onLine: (stream, text) => {
      lines.push(`${stream} ${text}`);
      options.onLine?.(text);
    },
    ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
    graceMs: 200,
    abandon: undefined,
    signal: options.signal ?? new AbortController().signal,
    marker: `MARK=${root}`,
    platform: systemPlatform,
  });
  return { outcome, lines, log: readFileSync(join(root, "log")), survivors: marked() };
}

/** Processes that carry this test's marker. */
function marked(): number {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/u.test(pid) && readFileSync(`/proc/${pid}/environ`, "utf8").includes(`MARK=${root}`);
    } catch {
      return false;
    }
  }).length;
}

const CHILD = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" })`;
const ESCAPEE = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit", detached: true })`;

test("both streams are passed on by line and kept as they came", async () => {
  const { outcome, lines, log } = await runScript(`process.stdout.write("ä\\nb"); process.stderr.write("err\\n"); process.exitCode = 3`);
  expect(outcome).toEqual({ kind: "ended", end: { kind: "exit", code: 3 } });
  expect(lines.toSorted()).toEqual(["stderr err", "stdout b", "stdout ä"]);
  expect(log.length).toBe(Buffer.byteLength("ä\nberr\n"));
});

test("binary garbage stands in the log byte by byte", async () => {
  const { log } = await runScript(`process.stdout.write(Buffer.from(Array.from({ length: 256 }, (_, i) => i)))`);
  expect(log).toEqual(Buffer.from(Array.from({ length: 256 }, (_, index) => index)));
});

test("a program that does not exist is an end like any other", async () => {
  const outcome = await supervise({
    command: { file: join(root, "nothing"), args: [], cwd: root, env: {} },
    log: join(root, "log"),
    onLine: () => undefined,
    graceMs: 100,
    abandon: undefined,
    signal: new AbortController().signal,
    marker: "MARK=none",
    platform: systemPlatform,
  });
  expect(outcome).toMatchObject({ kind: "ended", end: { kind: "notStarted" } });
});

test("a step that is killed says by what", async () => {
  const { outcome } = await runScript(`process.kill(process.pid, "SIGKILL")`);
  expect(outcome).toEqual({ kind: "ended", end: { kind: "signal", signal: "SIGKILL" } });
});

test("children left behind by a step that ended well are gone", async () => {
  const { outcome, survivors } = await runScript(`${CHILD}.unref(); console.log("up"); process.exit(0)`);
  expect(outcome.kind).toBe("ended");
  expect(survivors).toBe(0);
});

test("the deadline ends a step that ignores the polite signal, with its children and those that left the group", async () => {
  const script = `process.on("SIGTERM", () => {}); ${CHILD}; ${ESCAPEE}; setInterval(() => {}, 1000)`;
  const { outcome, survivors } = await runScript(script, { deadlineMs: 300 });
  expect(outcome).toEqual({ kind: "timedOut" });
  expect(survivors).toBe(0);
});

test("cancelling lets a step say goodbye and leaves no process", async () => {
  const cancel = new AbortController();
  const script = `process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); ${CHILD}; ${ESCAPEE}; console.log("ready"); setInterval(() => {}, 1000)`;
  const { outcome, lines, survivors } = await runScript(script, {
    signal: cancel.signal,
    onLine: (text) => {
      if (text === "ready") cancel.abort();
    },
  });
  expect(outcome).toEqual({ kind: "cancelled" });
  expect(lines).toContain("stdout bye");
  expect(survivors).toBe(0);
});

test("what is cancelled before it starts does not start", async () => {
  const { outcome, survivors } = await runScript("setInterval(() => {}, 1000)", { signal: AbortSignal.abort() }).catch(() => ({
    outcome: { kind: "cancelled" } as const,
    survivors: marked(),
  }));
  expect(outcome).toEqual({ kind: "cancelled" });
  expect(survivors).toBe(0);
});
