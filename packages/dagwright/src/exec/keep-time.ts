import { Worker } from "node:worker_threads";
import type { StepFailure } from "@dagwright/protocol";
import { LONGEST_SECONDS } from "../timers.ts";
import type { StepOutputFolder } from "./results.ts";

/** A step that computes without pause never comes back to its own timers. */
const GRACE_SECONDS = 0.5;

/** Runs beside the step: writes the failure and ends the process when the step's own thread did not. Plain text, so that the wrapper stays one file. */
const WATCHDOG = `
const { workerData: { file, text, ms } } = require("node:worker_threads");
const { renameSync, writeFileSync } = require("node:fs");
setTimeout(() => {
  writeFileSync(file + ".late", text);
  renameSync(file + ".late", file);
  process.kill(process.pid, "SIGKILL");
}, ms);
`;

/** Calls `onTime` when the time is over, or ends the process where the step's code does not let it. */
export function keepTime(
  seconds: number,
  failure: StepFailure,
  output: StepOutputFolder,
  onTime: (failure: StepFailure) => void,
): { stop(): void } {
  if (seconds + GRACE_SECONDS > LONGEST_SECONDS) return { stop: () => {} };
  const timer = setTimeout(() => onTime(failure), seconds * 1000);
  const workerData = { ...output.failureFile(failure), ms: (seconds + GRACE_SECONDS) * 1000 };
  const watchdog = new Worker(WATCHDOG, { eval: true, workerData, stderr: false });
  watchdog.unref();
  watchdog.on("error", () => {});
  return {
    stop() {
      clearTimeout(timer);
      void watchdog.terminate();
    },
  };
}
