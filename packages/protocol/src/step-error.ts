import type { Json, JsonObject } from "./json.ts";
import { isJsonObject } from "./json.ts";

export const STEP_ERROR_KINDS = ["thrown", "exit", "timeout", "infrastructure", "rejected", "invalid-output"] as const;
export type StepErrorKind = (typeof STEP_ERROR_KINDS)[number];

/** How a step failed, as data. `step` is the component's name; `attempt` counts from 1. */
export interface StepFailure {
  readonly step: string;
  readonly attempt: number;
  readonly kind: StepErrorKind;
  readonly message: string;
  readonly exitCode?: number;
  /** The user's stack, already mapped to their source. Never compared between runs. */
  readonly stack?: string;
}

export const stepFailureJson = (failure: StepFailure): JsonObject => ({
  step: failure.step,
  attempt: failure.attempt,
  kind: failure.kind,
  message: failure.message,
  ...(failure.exitCode === undefined ? {} : { exitCode: failure.exitCode }),
  ...(failure.stack === undefined ? {} : { stack: failure.stack }),
});

export function parseStepFailure(value: Json | undefined): StepFailure | undefined {
  if (!isJsonObject(value)) return undefined;
  const kind = STEP_ERROR_KINDS.find((known) => known === value["kind"]);
  const { step, attempt, message, exitCode, stack } = value;
  if (kind === undefined || typeof step !== "string" || typeof attempt !== "number" || typeof message !== "string") return undefined;
  return {
    step,
    attempt,
    kind,
    message,
    ...(typeof exitCode === "number" ? { exitCode } : {}),
    ...(typeof stack === "string" ? { stack } : {}),
  };
}

/** What a failed step rejects with, in plain Node, in tests and in `catch (e)`. */
export class StepError extends Error implements StepFailure {
  override readonly name = "StepError";
  readonly step: string;
  readonly attempt: number;
  readonly kind: StepErrorKind;
  readonly exitCode?: number;

  constructor(failure: StepFailure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.step = failure.step;
    this.attempt = failure.attempt;
    this.kind = failure.kind;
    if (failure.exitCode !== undefined) this.exitCode = failure.exitCode;
  }
}
