/** A failed step as text: expressions over the tasks of one DAG template. Empty = none failed. */
import { stepFailureJson, toParameterText, type StepFailure } from "@dagwright/protocol";
import { statusOf, type Local } from "./dag.ts";
import { quote, type Code } from "./expression.ts";

export const failureText = (failure: StepFailure): string => toParameterText(stepFailureJson(failure));

/** What is said of a pod that left no outputs at all. */
export const lostPod = (step: string, attempts: number): StepFailure => ({
  step,
  attempt: attempts,
  kind: "infrastructure",
  message: "the pod ended before the step could report",
});

/** The output of a foreign container that tells how often it was tried again, where only the run knows how often it may be. */
export const RETRIES_MADE = "retries-made";

/** A foreign container reports by its exit code alone; killed by a signal means that something outside ended it. */
export function containerFailure(task: string, step: string, attempts: number | undefined): Code {
  if (attempts !== undefined) return failureAfter(task, step, attempts);
  const made = `string(int(tasks['${task}'].outputs?.parameters?.['${RETRIES_MADE}'] ?? '0') + 1)`;
  return `replace(${failureAfter(task, step, UNKNOWN_ATTEMPT)}, '"attempt":${UNKNOWN_ATTEMPT}', '"attempt":' + ${made})`;
}

/** Written where the number is only known later; no pod is tried so often. */
const UNKNOWN_ATTEMPT = 999_999_999;

function failureAfter(task: string, step: string, attempts: number): Code {
  const exitCode = `(tasks['${task}'].exitCode ?? '')`;
  const [before, after] = failureText({
    step,
    attempt: attempts,
    kind: "exit",
    message: "the container exited with code 0",
    exitCode: 0,
  }).split('"exitCode":0');
  const exit = `${quote(before ?? "")} + '"exitCode":' + ${exitCode} + ${quote(after ?? "")}`;
  return `(${exitCode} in ['', '137', '143'] ? ${quote(failureText(lostPod(step, attempts)))} : ${exit})`;
}

/** The failure of one task, or `''`. */
export function failureOf(local: Local): Code {
  const status = statusOf(local.task);
  const output = `(tasks['${local.task}'].outputs?.parameters?.error ?? '')`;
  const unreported = local.failure ?? quote(failureText(lostPod(local.node, 1)));
  if (local.reporting === "output") return `(${status} in ['Failed', 'Error'] ? ${unreported} : ${output})`;
  return `(${status} in ['Failed', 'Error'] ? (${output} != '' ? ${output} : ${unreported}) : '')`;
}

/** The first failure in the order of the list. */
export function firstFailure(failures: readonly Code[]): Code {
  const [first, ...rest] = failures;
  if (first === undefined) return "''";
  return rest.length === 0 ? first : `(${first} != '' ? ${first} : ${firstFailure(rest)})`;
}
