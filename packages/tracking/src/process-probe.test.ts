import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { displayStatus } from "./display-status.ts";
import type { ProcessProbe } from "./process-probe.ts";
import { currentProcess, isAlive, systemProbe } from "./process-probe.ts";

const probe = (tokens: Readonly<Record<number, string>>): ProcessProbe => ({
  host: () => "here",
  pid: () => 1,
  startToken: (pid) => tokens[pid],
});
const writer = { host: "here", pid: 7, startToken: "boot/100" };

describe("the process of a run", () => {
  test("is alive when the same process still runs here", () => {
    expect(isAlive(writer, null, { probe: probe({ 7: "boot/100" }), now: 0 })).toBe("alive");
  });

  test("is dead when it is gone, or when another one has its pid", () => {
    expect(isAlive(writer, null, { probe: probe({}), now: 0 })).toBe("dead");
    expect(isAlive(writer, 0, { probe: probe({ 7: "boot/999" }), now: 1 })).toBe("dead");
  });

  test("on another machine is alive while its heartbeat is fresh, and unknown afterwards", () => {
    const elsewhere = { ...writer, host: "there" };
    const options = { probe: probe({}), now: 100_000 };
    expect(isAlive(elsewhere, 90_000, options)).toBe("alive");
    expect(isAlive(elsewhere, 10_000, options)).toBe("unknown");
    expect(isAlive(elsewhere, null, options)).toBe("unknown");
    const status = (heartbeatAt: number | null) => displayStatus({ status: "running", process: elsewhere, heartbeatAt }, options);
    expect([status(90_000), status(10_000), status(null)]).toEqual(["running", "interrupted", "running"]);
  });

  test("does not matter once the run has ended", () => {
    expect(displayStatus({ status: "failed", process: writer, heartbeatAt: null }, { probe: probe({}), now: 0 })).toBe("failed");
  });

  test("is found by the system's probe while it runs, and not after its end", async () => {
    const self = currentProcess(systemProbe);
    expect(isAlive(self, null, { probe: systemProbe, now: 0 })).toBe("alive");
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
    const pid = child.pid ?? -1;
    expect(systemProbe.startToken(pid)).not.toBe(undefined);
    child.stdin.end();
    await once(child, "close");
    expect(systemProbe.startToken(pid)).toBe(undefined);
  });
});
