import type { StepEvent } from "@dagwright/protocol";
import { currentScope, type StepContext } from "./scope.ts";
import { UsageError } from "./usage-error.ts";

export interface StepLog {
  /** `step` is the metric's x-axis: an epoch, a fold. NaN and ±Infinity are kept. */
  metric(name: string, value: number, options?: { readonly step?: number }): void;
  param(name: string, value: string | number | boolean): void;
  info(message: string): void;
}

export interface Step {
  /** Counts from 1. */
  readonly attempt: number;
  /** Aborted when the step's time is over or it is cancelled. */
  readonly signal: AbortSignal;
  readonly log: StepLog;
}

const context = (): StepContext => {
  const { step: found } = currentScope();
  if (found === undefined) throw new UsageError("no-step", "`step` is there while a component runs, and nowhere else");
  return found;
};

const record = (event: StepEvent): void => context().record(event);
const now = (): string => new Date().toISOString();

const log: StepLog = Object.freeze({
  metric(name: string, value: number, options: { readonly step?: number } = {}) {
    if (typeof value !== "number") throw new TypeError(`the metric ${name} is ${typeof value}, not a number`);
    record({ type: "metric", name, value: metricValue(value), ...(options.step === undefined ? {} : { step: options.step }), at: now() });
  },
  param(name: string, value: string | number | boolean) {
    record({ type: "param", name, value, at: now() });
  },
  info(message: string) {
    record({ type: "info", message, at: now() });
  },
});

/** The attempt that is going on; only inside a component. */
export const step: Step = Object.freeze({
  get attempt() {
    return context().attempt;
  },
  get signal() {
    return context().signal;
  },
  log,
});

function metricValue(value: number): number | "NaN" | "Infinity" | "-Infinity" {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "Infinity";
  return value === -Infinity ? "-Infinity" : value;
}
