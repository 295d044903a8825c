import type { StepErrorKind, StepFailure } from "@dagwright/protocol";
import type { StepRequest, StepResult } from "./executors/executor.ts";

export function failed(
  request: Pick<StepRequest, "component" | "attempt">,
  kind: StepErrorKind,
  message: string,
  details: { readonly exitCode?: number; readonly stack?: string } = {},
): StepResult & { readonly kind: "failed" } {
  const failure: StepFailure = { step: request.component, attempt: request.attempt, kind, message, ...details };
  return { kind: "failed", failure };
}
