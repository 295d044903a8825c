/** What went wrong is not the step's work but how it was called. Never retried, never turned into a `StepError`. */
export type UsageErrorCode =
  | "pipeline-in-component"
  | "container-in-component"
  | "approval-in-component"
  | "approval-outside-pipeline"
  | "no-fake"
  | "no-answer"
  | "no-run"
  | "no-step"
  | "not-a-step"
  | "wrong-decorator-target";

export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: UsageErrorCode;
  constructor(code: UsageErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
