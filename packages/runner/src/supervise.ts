/** One process from start to end: output captured, deadline and cancellation kept, nothing of its group left behind. */
import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createLineSplitter } from "./line-splitter.ts";
import type { Platform } from "./platform.ts";
import type { Command, ProcessEnd, RunningProcess } from "./processes.ts";

export type OutputStream = "stdout" | "stderr";

export interface SuperviseOptions {
  readonly command: Command;
  /** File that takes both streams as they come. */
  readonly log: string;
  readonly onLine: (stream: OutputStream, text: string) => void;
  /** After so many milliseconds the group is ended. */
  readonly deadlineMs?: number;
  /** Milliseconds between the polite signal and the other. */
  readonly graceMs: number;
  readonly signal: AbortSignal;
  /** Kills at once: the user does not want to wait for manners. */
  readonly abandon: AbortSignal | undefined;
  /** `NAME=value` that stands in the environment of this process alone: finds those that left the group. None = leave them alone. */
  readonly marker?: string;
  readonly platform: Platform;
}

export type Supervised =
  | { readonly kind: "ended"; readonly end: ProcessEnd }
  | { readonly kind: "timedOut" }
  | { readonly kind: "cancelled" };

/** How long output may still come after the process itself ended; only a process that left the group can hold it open longer. */
const DRAIN_MS = 1000;

export async function supervise(options: SuperviseOptions): Promise<Supervised> {
  const { signal, platform } = options;
  if (signal.aborted || options.abandon?.aborted === true) return { kind: "cancelled" };
  const log = await platform.fileSystem.open(options.log, "a");
  try {
    const running = platform.processes.start(options.command);
    const capture = captureOutput(running, log, options.onLine);
    // Awaited only once the process has ended.
    capture.catch(() => undefined);
    const why = await endOrCutShort(running, options);
    const end = await running.ended;
    // Whatever the leader started and did not wait for.
    running.signalGroup("SIGKILL");
    if (why !== "ended" && options.marker !== undefined) platform.processes.killMarked(options.marker);
    await drained(capture, running, platform);
    return why === "ended" ? { kind: "ended", end } : { kind: why };
  } finally {
    await log.close();
  }
}

/** Waits for the end, or brings it about. */
function endOrCutShort(running: RunningProcess, options: SuperviseOptions): Promise<"ended" | "timedOut" | "cancelled"> {
  const { clock } = options.platform;
  return new Promise((resolve) => {
    let why: "ended" | "timedOut" | "cancelled" = "ended";
    let callOffKill: (() => void) | undefined;
    const cutShort = (reason: "timedOut" | "cancelled"): void => {
      if (why !== "ended") return;
      why = reason;
      running.signalGroup("SIGTERM");
      callOffKill = clock.after(options.graceMs, () => running.signalGroup("SIGKILL"), { keepAlive: true });
    };
    const onAbort = (): void => cutShort("cancelled");
    const onAbandon = (): void => {
      cutShort("cancelled");
      running.signalGroup("SIGKILL");
    };
    options.signal.addEventListener("abort", onAbort, { once: true });
    options.abandon?.addEventListener("abort", onAbandon, { once: true });
    if (options.signal.aborted) onAbort();
    if (options.abandon?.aborted === true) onAbandon();
    const callOffDeadline =
      options.deadlineMs === undefined ? undefined : clock.after(options.deadlineMs, () => cutShort("timedOut"), { keepAlive: true });
    void running.ended.then(() => {
      options.signal.removeEventListener("abort", onAbort);
      options.abandon?.removeEventListener("abort", onAbandon);
      callOffDeadline?.();
      callOffKill?.();
      resolve(why);
    });
  });
}

/** Both streams into the log and line by line to the listener; a slow disk slows the process down instead of filling memory. */
async function captureOutput(running: RunningProcess, log: FileHandle, onLine: SuperviseOptions["onLine"]): Promise<void> {
  let writing: Promise<unknown> = Promise.resolve();
  let writable = true;
  const consume = async (name: OutputStream, stream: Readable): Promise<void> => {
    const splitter = createLineSplitter((text) => onLine(name, text));
    try {
      for await (const chunk of stream) {
        if (!Buffer.isBuffer(chunk)) continue;
        splitter.push(chunk);
        // A log that cannot be written (full disk) must not stop the step: its lines are still passed on.
        if (writable) writing = writing.then(() => log.appendFile(chunk)).catch(() => (writable = false));
        await writing;
      }
    } catch {
      // Cut off: someone outside the group held the stream open.
    }
    splitter.end();
  };
  await Promise.all([consume("stdout", running.stdout), consume("stderr", running.stderr)]);
}

async function drained(capture: Promise<void>, running: RunningProcess, platform: Platform): Promise<void> {
  const callOff = platform.clock.after(
    DRAIN_MS,
    () => {
      running.stdout.destroy();
      running.stderr.destroy();
    },
    { keepAlive: true },
  );
  try {
    await capture;
  } finally {
    callOff();
  }
}
