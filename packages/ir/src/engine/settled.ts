import { stepFailureJson, type Json, type StepFailure } from "@dagwright/protocol";
import type { Outcome } from "../outcome.ts";

/** A failure as a value: what `catch` binds and `allSettled` gives. Without the stack, which differs from run to run. */
export function failureJson(failure: StepFailure): Json {
  const { stack: _stack, ...kept } = failure;
  return stepFailureJson(kept);
}

/** `{ status: "fulfilled", value }` or `{ status: "rejected", reason }`. */
export function settledEntry(outcome: Outcome, value: Json | undefined): Json {
  if (outcome.kind === "failed") return { status: "rejected", reason: failureJson(outcome.failure) };
  return value === undefined ? { status: "fulfilled" } : { status: "fulfilled", value };
}
