/** What `dagwright/testing` puts in place around a call. */
import type { ApprovalAnswers } from "./approval-answers.ts";
import type { Implementation } from "./declaration.ts";

export type CallOutcome =
  | { readonly status: "succeeded"; readonly output: unknown }
  | { readonly status: "failed"; readonly error: unknown };

export interface CallRecord {
  readonly step: string;
  readonly args: readonly unknown[];
  readonly outcome: CallOutcome;
  readonly attempts: number;
  /** `process.hrtime`, in nanoseconds. */
  readonly startedAt: bigint;
  readonly endedAt: bigint;
}

export interface TestHooks {
  /** By `Declaration.identity`. */
  readonly fakes?: ReadonlyMap<object, Implementation>;
  readonly approvals?: ApprovalAnswers;
  readonly record?: (call: CallRecord) => void;
}
