/** Tells the caller and the record what happens: one place where both hear the same. */
import type { EngineEvent } from "@dagwright/ir";
import type { StepFailure } from "@dagwright/protocol";
import type { RunEvent } from "./events.ts";
import type { AttemptListener } from "./host.ts";
import type { Platform } from "./platform.ts";
import type { Recorder } from "./record.ts";

export interface Report extends AttemptListener {
  engine(event: EngineEvent): void;
  approvalWaiting(path: string, message: string): void;
  approvalAnswered(path: string, failure: StepFailure | undefined): void;
}

export function createReport(recorder: Recorder, { clock }: Pick<Platform, "clock">, emit: (event: RunEvent) => void): Report {
  const now = (): string => new Date(clock.now()).toISOString();
  const begun = new Map<string, number>();
  const known = new Set<string>();

  return {
    started(request, executor) {
      const { stepId: step, component, attempt } = request;
      known.add(step);
      begun.set(step, clock.monotonic());
      recorder.started(request);
      emit({ type: "stepStarted", step, component, attempt, executor, at: now() });
      return {
        line: (stream, text) => emit({ type: "log", step, attempt, stream, text, at: now() }),
        logged(event) {
          recorder.logged(request, event);
          switch (event.type) {
            case "metric":
              return emit({
                type: "metric",
                step,
                attempt,
                name: event.name,
                value: event.value,
                ...(event.step === undefined ? {} : { index: event.step }),
                at: event.at,
              });
            case "param":
              return emit({ type: "param", step, attempt, name: event.name, value: event.value, at: event.at });
            case "info":
              return emit({ type: "log", step, attempt, stream: "info", text: event.message, at: event.at });
          }
        },
      };
    },

    async finished(request, result, retryInMs) {
      const { stepId: step, component, attempt } = request;
      const durationMs = clock.monotonic() - (begun.get(step) ?? clock.monotonic());
      begun.delete(step);
      await recorder.finished(request, result);
      emit({
        type: "stepFinished",
        step,
        component,
        attempt,
        status: result.kind,
        durationMs,
        ...(result.kind === "failed" ? { failure: result.failure } : {}),
        ...(retryInMs === undefined ? {} : { retryInMs }),
        at: now(),
      });
    },

    engine(event) {
      if (event.type !== "ended" || event.node.kind !== "task" || known.has(event.path)) return;
      const { kind } = event.outcome;
      if (kind !== "skipped" && kind !== "omitted" && kind !== "cancelled") return;
      recorder.notStarted(event.path, event.node.component, kind);
      emit({ type: "stepNotStarted", step: event.path, component: event.node.component, status: kind, at: now() });
    },

    approvalWaiting(path, message) {
      recorder.approvalStarted(path);
      emit({ type: "approvalWaiting", step: path, message, at: now() });
    },

    approvalAnswered(path, failure) {
      recorder.approvalFinished(path, failure);
      emit({ type: "approvalAnswered", step: path, approved: failure === undefined, at: now() });
    },
  };
}
