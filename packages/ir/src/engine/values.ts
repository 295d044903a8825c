/** Evaluating what stands between steps. */
import { childrenOf, evaluate, StepError, type Json, type Span, type StepFailure, type Value } from "@dagwright/protocol";
import type { Context } from "./context.ts";
import { scopeOf, type Frame } from "./frame.ts";

export const holdsGlue = (value: Value): boolean => value.kind === "glue" || childrenOf(value).some(holdsGlue);

/** Evaluates a value where it stands. Rejects where JavaScript would throw. */
export async function valueIn(context: Context, frame: Frame, value: Value, path: string, span: Span): Promise<Json | undefined> {
  const scope = scopeOf(frame);
  if (holdsGlue(value)) return context.host.compute(value, scope, { path, span });
  return evaluate(value, {
    ...scope,
    glue: () => {
      throw new TypeError("glue needs a host");
    },
  });
}

export async function valuesOf(
  context: Context,
  frame: Frame,
  values: Readonly<Record<string, Value>>,
  path: string,
  span: Span,
): Promise<Record<string, Json | undefined>> {
  const entries: [string, Json | undefined][] = [];
  // One after the other, as a program would: the first that throws is the one that is reported.
  for (const [name, value] of Object.entries(values)) entries.push([name, await valueIn(context, frame, value, path, span)]);
  return Object.fromEntries(entries);
}

/** What was thrown between steps, as a failure: a `StepError` keeps its step, anything else is the pipeline's own. */
export function failureOf(error: unknown, pipeline: string): StepFailure {
  if (error instanceof StepError) {
    const { step, attempt, kind, message, exitCode } = error;
    return { step, attempt, kind, message, ...(exitCode === undefined ? {} : { exitCode }) };
  }
  return pipelineFailure(pipeline, error instanceof Error ? error.message : String(error));
}

export const pipelineFailure = (pipeline: string, message: string): StepFailure => ({
  step: pipeline,
  attempt: 1,
  kind: "thrown",
  message,
});
