import type { StepFunction } from "./check.ts";
import { declarationOf } from "./declaration.ts";
import type { CallOptions, Options } from "./options.ts";
import { stepFunction } from "./step-call.ts";
import { UsageError } from "./usage-error.ts";

/** The step with other options, for this call: `withOptions(train, { memory: "8Gi" })({ data })`. Its type is the step's own. */
export function withOptions<F extends StepFunction>(step: F, options: CallOptions): F;
export function withOptions(step: StepFunction, options: CallOptions): unknown {
  const declaration = declarationOf(step);
  if (declaration === undefined)
    throw new UsageError("not-a-step", "withOptions takes a component, a container or another step, and this is none");
  const { identity, ...rest } = declaration;
  return stepFunction({ ...rest, options: over(declaration.options, options) }, identity);
}

/** What is not said stays as it is; variables and labels are joined name by name, as in the graph. */
function over(own: Options, options: CallOptions): Options {
  const said = Object.fromEntries(Object.entries(options).filter(([, value]: [string, unknown]) => value !== undefined));
  const env = { ...own.env, ...options.env };
  const labels = { ...own.labels, ...options.labels };
  return { ...own, ...said, env, labels };
}
