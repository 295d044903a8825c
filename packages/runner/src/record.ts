/** Writes what happens to tracking as it happens. */
import type { StepEvent, StepFailure } from "@dagwright/protocol";
import type { ErrorRecord, RunWriter, StepWriter } from "@dagwright/tracking";
import { pathToFileURL } from "node:url";
import type { StepRequest, StepResult } from "./executors/executor.ts";
import { handlesAt } from "./ingest.ts";
import { handlesIn } from "./mounts.ts";
import type { ContentStore } from "./store.ts";

export interface Recorder {
  started(request: StepRequest): void;
  logged(request: StepRequest, event: StepEvent): void;
  /** With the arguments the attempt was given. */
  finished(request: StepRequest, result: StepResult): Promise<void>;
  notStarted(path: string, component: string, status: "skipped" | "omitted" | "cancelled"): void;
  approvalStarted(path: string): void;
  approvalFinished(path: string, failure: StepFailure | undefined): void;
}

export function createRecorder(run: RunWriter, store: ContentStore): Recorder {
  const writers = new Map<StepRequest["stepId"], StepWriter>();

  const writerOf = ({ stepId, component, attempt }: Pick<StepRequest, "stepId" | "component" | "attempt">): StepWriter => {
    const known = writers.get(stepId);
    if (known?.attempt === attempt) return known;
    const writer = run.step(stepId, { component, attempt });
    writers.set(stepId, writer);
    return writer;
  };

  const logArtifact = async (
    writer: StepWriter,
    role: "input" | "output",
    name: string,
    handle: ReturnType<typeof handlesIn>[number],
  ): Promise<void> => {
    // A handle the store does not have (a fake's own) is no artifact of this run.
    if (!(await store.has(handle.key))) return;
    const { digest, bytes } = await store.describe(handle.key);
    writer.logArtifact({
      name,
      kind: handle.$artifact,
      digest,
      uri: pathToFileURL(store.pathOf(handle.key)).href,
      bytes,
      metadata: handle.metadata,
      role,
    });
  };

  return {
    started: (request) => writerOf(request).started(),
    logged(request, event) {
      const writer = writerOf(request);
      switch (event.type) {
        case "metric":
          return writer.logMetric(event.name, Number(event.value), {
            ...(event.step === undefined ? {} : { step: event.step }),
            timestamp: Date.parse(event.at),
          });
        case "param":
          return writer.logParam(event.name, event.value);
        case "info":
          return;
      }
    },
    async finished(request, result) {
      const writer = writerOf(request);
      for (const [name, text] of Object.entries(request.args)) {
        for (const handle of handlesIn([text])) await logArtifact(writer, "input", name, handle);
      }
      if (result.kind === "succeeded" && result.output !== undefined) {
        for (const [path, handle] of handlesAt(result.output, "output"))
          await logArtifact(writer, "output", path.replace(/^output\./u, ""), handle);
      }
      writer.finished(result.kind, result.kind === "failed" ? { error: errorRecord(result.failure, request.stepId) } : {});
      writers.delete(request.stepId);
    },
    notStarted: (path, component, status) => run.step(path, { component }).finished(status),
    approvalStarted: (path) => writerOf({ stepId: path, component: "approval", attempt: 1 }).started(),
    approvalFinished(path, failure) {
      const writer = writerOf({ stepId: path, component: "approval", attempt: 1 });
      writer.finished(failure === undefined ? "succeeded" : "failed", failure === undefined ? {} : { error: errorRecord(failure, path) });
    },
  };
}

export function errorRecord(failure: StepFailure, step: string): ErrorRecord {
  const { kind, message, attempt, exitCode, stack } = failure;
  return { kind, message, step, attempt, ...(exitCode === undefined ? {} : { exitCode }), ...(stack === undefined ? {} : { stack }) };
}

/** What a run keeps when nothing is recorded. */
export const NO_RECORDER: Recorder = {
  started: () => undefined,
  logged: () => undefined,
  finished: async () => undefined,
  notStarted: () => undefined,
  approvalStarted: () => undefined,
  approvalFinished: () => undefined,
};
