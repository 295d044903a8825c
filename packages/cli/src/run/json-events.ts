import { stepFailureJson, type StepFailure } from "@dagwright/protocol";
import type { RunEvent, RunResult } from "@dagwright/runner";
import { statusWord } from "../status-word.ts";
import { writeJson } from "../stdio.ts";

/** One line an event; the end of the run is `runLine`, which alone is the result. */
export function writeEvent(event: RunEvent): void {
  if (event.type === "runFinished") return;
  writeJson("status" in event ? { ...event, status: statusWord(event.status) } : event);
}

export function writeResult({ id, status, outputs, failure, onExit, durationMs }: RunResult): void {
  const cleanUp =
    onExit === undefined
      ? {}
      : { onExit: { status: statusWord(onExit.kind), ...(onExit.kind === "failed" ? { failure: onExit.failure } : {}) } };
  writeJson({
    type: "run",
    id,
    status: statusWord(status),
    ...(outputs === undefined ? {} : { outputs }),
    ...failed(failure),
    durationMs,
    ...cleanUp,
  });
}

/** A run that could not start has no id. */
export const writeRefusal = (message: string, problems: readonly object[] = []): void =>
  writeJson({ type: "run", id: null, status: "Failed", failure: { kind: "refused", message, problems } });

const failed = (failure: StepFailure | undefined): object => (failure === undefined ? {} : { failure: stepFailureJson(failure) });
