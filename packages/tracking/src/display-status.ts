import type { RunStatus, RunSummary } from "./model.ts";
import type { ProcessProbe } from "./process-probe.ts";
import { isAlive } from "./process-probe.ts";

export type DisplayStatus = RunStatus | "interrupted";

/** The status to show: a run that is recorded as running, but whose process is gone, was interrupted. */
export function displayStatus(
  run: Pick<RunSummary, "status" | "process" | "heartbeatAt">,
  options: { readonly probe: ProcessProbe; readonly now: number },
): DisplayStatus {
  if (run.status !== "running" || run.process === null) return run.status;
  switch (isAlive(run.process, run.heartbeatAt, options)) {
    case "alive":
      return "running";
    case "dead":
      return "interrupted";
    case "unknown":
      // Another machine's process that stopped beating; one that never did may simply not be ours to judge.
      return run.heartbeatAt === null ? "running" : "interrupted";
  }
}
