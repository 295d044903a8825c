import { StepError, type Json, type StepErrorKind } from "@dagwright/protocol";
import { currentScope, inScope } from "../scope.ts";
import type { CallRecord } from "../test-hooks.ts";
import { comparable } from "./comparable.ts";

export type RecordedOutcome =
  | { readonly status: "succeeded"; readonly output: Json | undefined }
  | {
      readonly status: "failed";
      readonly error: { readonly step: string; readonly kind: StepErrorKind; readonly attempt: number; readonly message: string };
    };

export interface RecordedCall {
  readonly step: string;
  /** The one argument; dates as ISO text, artifacts as `{ $artifact, digest, metadata }`. */
  readonly input: Json | undefined;
  readonly outcome: RecordedOutcome;
  readonly attempts: number;
  /** Nanoseconds of the process's own clock: for comparing with each other. */
  readonly startedAt: bigint;
  readonly endedAt: bigint;
}

export interface Recording<R> {
  readonly outcome: { readonly status: "succeeded"; readonly value: R } | { readonly status: "failed"; readonly error: unknown };
  /** In the order in which they ended. */
  readonly calls: readonly RecordedCall[];
}

/** Runs `fn` and writes down every step that was called in it. A failure of `fn` is part of the recording. */
export async function recordCalls<R>(fn: () => Promise<R>): Promise<Recording<R>> {
  const scope = currentScope();
  const calls: RecordedCall[] = [];
  const record = (call: CallRecord): void => {
    scope.hooks?.record?.(call);
    calls.push({
      step: call.step,
      input: comparable(call.args[0]),
      outcome: outcomeOf(call),
      attempts: call.attempts,
      startedAt: call.startedAt,
      endedAt: call.endedAt,
    });
  };
  try {
    const value = await inScope({ ...scope, hooks: { ...scope.hooks, record } }, fn);
    return { outcome: { status: "succeeded", value }, calls };
  } catch (error) {
    return { outcome: { status: "failed", error }, calls };
  }
}

function outcomeOf({ outcome, step, attempts }: CallRecord): RecordedOutcome {
  if (outcome.status === "succeeded") return { status: "succeeded", output: comparable(outcome.output) };
  const { error } = outcome;
  if (error instanceof StepError)
    return { status: "failed", error: { step: error.step, kind: error.kind, attempt: error.attempt, message: error.message } };
  return {
    status: "failed",
    error: { step, kind: "thrown", attempt: attempts, message: error instanceof Error ? error.message : String(error) },
  };
}
