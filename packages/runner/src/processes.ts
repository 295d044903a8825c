import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Readable } from "node:stream";

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
}

export type ProcessEnd =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string }
  /** The process never came to be. */
  | { readonly kind: "notStarted"; readonly reason: string };

export interface RunningProcess {
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Never rejects. The streams may still hold what a grandchild wrote. */
  readonly ended: Promise<ProcessEnd>;
  /** Signals the whole process group; nothing happens when it is gone. */
  signalGroup(signal: "SIGTERM" | "SIGKILL"): void;
}

export interface Processes {
  /** Starts the command as the leader of a process group of its own. */
  start(command: Command): RunningProcess;
  /** Kills every process whose environment holds `entry` (`NAME=value`): those that left their group. Gives how many. */
  killMarked(entry: string): number;
}

/** Leaders of groups that have not ended. */
const living = new Set<number>();
let watchesExit = false;

/** A runner that leaves in a hurry (a second Ctrl-C) takes its steps with it. */
function watchExit(): void {
  if (watchesExit) return;
  watchesExit = true;
  process.on("exit", () => living.forEach((pid) => killGroup(pid, "SIGKILL")));
}

function killGroup(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone (ESRCH), which is what was asked for.
  }
}

export const systemProcesses: Processes = {
  start(command) {
    watchExit();
    const child = spawn(command.file, command.args, {
      cwd: command.cwd,
      env: { ...command.env },
      // A group of its own, so that grandchildren can be ended too, and a Ctrl-C on the terminal reaches only the runner.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { pid } = child;
    if (pid !== undefined) living.add(pid);
    const ended = new Promise<ProcessEnd>((resolve) => {
      child.once("error", (error) => resolve({ kind: "notStarted", reason: error.message }));
      child.once("exit", (code, signal) => {
        if (pid !== undefined) living.delete(pid);
        resolve(signal === null ? { kind: "exit", code: code ?? 0 } : { kind: "signal", signal });
      });
    });
    return {
      stdout: child.stdout,
      stderr: child.stderr,
      ended,
      signalGroup(signal) {
        if (pid !== undefined) killGroup(pid, signal);
      },
    };
  },

  killMarked(entry) {
    if (process.platform !== "linux") return 0;
    let killed = 0;
    // Compared as bytes: a path in it may hold any.
    const wanted = Buffer.from(entry).toString("latin1");
    for (const name of readdirSync("/proc")) {
      const pid = Number(name);
      if (!Number.isInteger(pid) || pid === process.pid) continue;
      try {
        if (!readFileSync(`/proc/${name}/environ`, "latin1").split("\0").includes(wanted)) continue;
        process.kill(pid, "SIGKILL");
        killed++;
      } catch {
        // It ended meanwhile, or belongs to another user, so it cannot be ours.
      }
    }
    return killed;
  },
};
