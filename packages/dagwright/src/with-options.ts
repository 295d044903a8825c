import type { StepFunction } from "./check.ts";
import { declarationOf } from "./declaration.ts";
import type { CallOptions } from "./options.ts";
import { stepFunction } from "./step-call.ts";
import { UsageError } from "./usage-error.ts";

/** The step with other options, for this call: `withOptions(train, { memory: "8Gi" })({ data })`. Its type is the step's own. */
export function withOptions<F extends StepFunction>(step: F, options: CallOptions): F;
export function withOptions(step: StepFunction, options: CallOptions): unknown {
  const declaration = declarationOf(step);
  if (declaration === undefined)
    throw new UsageError("not-a-step", "withOptions takes a component, a container or another step, and this is none");
  const { identity, ...rest } = declaration;
  return stepFunction({ ...rest, options: { ...declaration.options, ...options } }, identity);
}
