import type { Json, StepFailure } from "@dagwright/protocol";

export type RunStatus = "succeeded" | "failed" | "cancelled";

/** What `run --json` prints and a terminal draws. Times are ISO 8601, durations milliseconds of a monotonic clock. */
export type RunEvent =
  | { readonly type: "runStarted"; readonly id: string; readonly pipeline: string; readonly name: string; readonly at: string }
  /** An attempt, from 1. */
  | {
      readonly type: "stepStarted";
      readonly step: string;
      readonly component: string;
      readonly attempt: number;
      readonly executor: string;
      readonly at: string;
    }
  | {
      readonly type: "stepFinished";
      readonly step: string;
      readonly component: string;
      readonly attempt: number;
      readonly status: RunStatus;
      readonly durationMs: number;
      readonly failure?: StepFailure;
      /** Another attempt follows after so many milliseconds. */
      readonly retryInMs?: number;
      readonly at: string;
    }
  /** A step that never started. */
  | {
      readonly type: "stepNotStarted";
      readonly step: string;
      readonly component: string;
      readonly status: "skipped" | "omitted" | "cancelled";
      readonly at: string;
    }
  /** One line of output, or a piece of a very long one; `info`: from `step.log.info`. */
  | {
      readonly type: "log";
      readonly step: string;
      readonly attempt: number;
      readonly stream: "stdout" | "stderr" | "info";
      readonly text: string;
      readonly at: string;
    }
  | {
      readonly type: "metric";
      readonly step: string;
      readonly attempt: number;
      readonly name: string;
      readonly value: number | "NaN" | "Infinity" | "-Infinity";
      readonly index?: number;
      readonly at: string;
    }
  | {
      readonly type: "param";
      readonly step: string;
      readonly attempt: number;
      readonly name: string;
      readonly value: string | number | boolean;
      readonly at: string;
    }
  | { readonly type: "approvalWaiting"; readonly step: string; readonly message: string; readonly at: string }
  | { readonly type: "approvalAnswered"; readonly step: string; readonly approved: boolean; readonly at: string }
  /** Trouble that does not decide the run: tracking that could not be written. */
  | { readonly type: "warning"; readonly message: string; readonly at: string }
  | {
      readonly type: "runFinished";
      readonly id: string;
      readonly status: RunStatus;
      readonly durationMs: number;
      readonly outputs?: Json;
      readonly failure?: StepFailure;
      readonly at: string;
    };
