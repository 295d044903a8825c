/** The one outcome table: what interpreter, runner and targets mean by succeeded, skipped, omitted, failed and cancelled. */
import type { StepFailure } from "@dagwright/protocol";

export type Outcome =
  | { readonly kind: "succeeded" }
  /** Not on the path that was taken: the other side of a branch, a `catch` that was not needed. */
  | { readonly kind: "skipped" }
  /** Not started, because what it waits for did not succeed, or because nothing new is started after a failure. */
  | { readonly kind: "omitted" }
  | { readonly kind: "failed"; readonly failure: StepFailure }
  /** Stopped, or not started, because the run was cancelled. Not a failure: neither `catch` nor `finally` follows. */
  | { readonly kind: "cancelled" };

export const SUCCEEDED: Outcome = { kind: "succeeded" };
export const SKIPPED: Outcome = { kind: "skipped" };
export const OMITTED: Outcome = { kind: "omitted" };
export const CANCELLED: Outcome = { kind: "cancelled" };
export const failedWith = (failure: StepFailure): Outcome => ({ kind: "failed", failure });

/** Whether a node whose edges ended like this may start. An omitted edge lets only `catch` and `finally` go on, which have no edges. */
export const mayStart = (edges: readonly Outcome[]): boolean => edges.every((edge) => edge.kind === "succeeded" || edge.kind === "skipped");

/**
 * The outcome of a whole from its parts: nodes of a region in list order, items by index, members in order.
 * Cancelled before failed before omitted; the failure is that of the first failed part, whichever failed earlier in time.
 */
export function joinOutcomes(parts: readonly Outcome[]): Outcome {
  let failed: Outcome | undefined;
  let omitted = false;
  for (const part of parts) {
    if (part.kind === "cancelled") return CANCELLED;
    if (part.kind === "failed") failed ??= part;
    if (part.kind === "omitted") omitted = true;
  }
  return failed ?? (omitted ? OMITTED : SUCCEEDED);
}

/** The same where failures are values: `allSettled`. */
export const settleOutcomes = (parts: readonly Outcome[]): Outcome =>
  joinOutcomes(parts.map((part) => (part.kind === "failed" ? SUCCEEDED : part)));

export const runsCatch = (body: Outcome): boolean => body.kind === "failed";
/** `finally` runs after everything but a cancel; `before` is the outcome of `catch` if that ran, else of the body. */
export const runsFinally = (before: Outcome): boolean => before.kind !== "cancelled";

/** The outcome of a `try` from those of the parts that ran: `catch` replaces the body's failure, a failing `finally` replaces everything. */
export function tryOutcome(body: Outcome, caught: Outcome | undefined, last: Outcome | undefined): Outcome {
  const before = runsCatch(body) && caught !== undefined ? caught : body;
  return last === undefined || !runsFinally(before) || last.kind === "succeeded" || last.kind === "skipped" ? before : last;
}
