import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import type { ProcessIdentity } from "./model.ts";

/** What can be known of the processes of this machine, as a port. */
export interface ProcessProbe {
  /** The name of this machine. */
  host(): string;
  /** The pid of this process. */
  pid(): number;
  /** A text that differs between two processes that had the same pid one after the other; undefined: no such process. */
  startToken(pid: number): string | undefined;
}

export type Liveness = "alive" | "dead" | "unknown";

/**
 * Whether the process that wrote a run is still there. A pid alone proves nothing, as it is used again; the start does. For another
 * machine's process only a recent heartbeat speaks: "unknown" without one.
 */
export function isAlive(
  process: ProcessIdentity,
  heartbeatAt: number | null,
  { probe, now, staleAfterMs = 60_000 }: { readonly probe: ProcessProbe; readonly now: number; readonly staleAfterMs?: number },
): Liveness {
  if (process.host === probe.host()) return probe.startToken(process.pid) === process.startToken ? "alive" : "dead";
  return heartbeatAt !== null && now - heartbeatAt < staleAfterMs ? "alive" : "unknown";
}

export function currentProcess(probe: ProcessProbe): ProcessIdentity {
  const pid = probe.pid();
  return { host: probe.host(), pid, startToken: probe.startToken(pid) ?? "" };
}

/** Boot and clock ticks since it: exact, and not moved by a change of the wall clock. */
function linuxToken(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses and may hold anything, so count from the last parenthesis.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === "Z" || startTicks === undefined) return undefined;
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${startTicks}`;
}

function posixToken(pid: number): string | undefined {
  try {
    const text = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, LC_ALL: "C" },
    });
    return text.trim() === "" ? undefined : text.trim();
  } catch {
    return undefined;
  }
}

/** Windows has no cheap way to a start time: there a pid in use counts as the same process. */
function anyToken(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return "running";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM" ? "running" : undefined;
  }
}

const tokenOf = process.platform === "linux" ? linuxToken : process.platform === "win32" ? anyToken : posixToken;

export const systemProbe: ProcessProbe = {
  host: () => hostname(),
  pid: () => process.pid,
  startToken: (pid) => tokenOf(pid),
};
