import type { StepFailure } from "@dagwright/protocol";
import type { RunEvent } from "@dagwright/runner";

/** A step as far as it has come; the newest attempt. */
export interface StepState {
  readonly step: string;
  readonly component: string;
  status: "running" | "succeeded" | "failed" | "cancelled" | "skipped" | "omitted";
  attempt: number;
  durationMs: number | undefined;
  failure: StepFailure | undefined;
  /** The last value of each. */
  readonly metrics: Map<string, number>;
}

/** The steps of a run, in the order in which they were first seen. */
export class RunView {
  readonly steps = new Map<string, StepState>();

  take(event: RunEvent): void {
    switch (event.type) {
      case "stepStarted": {
        const state = this.#stateOf(event.step, event.component);
        state.status = "running";
        state.attempt = event.attempt;
        state.durationMs = undefined;
        return;
      }
      case "stepFinished": {
        const state = this.#stateOf(event.step, event.component);
        state.status = event.status;
        state.durationMs = event.durationMs;
        state.failure = event.failure;
        return;
      }
      case "stepNotStarted":
        this.#stateOf(event.step, event.component).status = event.status;
        return;
      case "metric":
        this.steps.get(event.step)?.metrics.set(event.name, Number(event.value));
        return;
      case "approvalWaiting":
        this.#stateOf(event.step, "approval").status = "running";
        return;
      case "approvalAnswered":
        this.#stateOf(event.step, "approval").status = event.approved ? "succeeded" : "failed";
        return;
      case "runStarted":
      case "log":
      case "param":
      case "warning":
      case "runFinished":
    }
  }

  #stateOf(step: string, component: string): StepState {
    const known = this.steps.get(step);
    if (known !== undefined) return known;
    const state: StepState = {
      step,
      component,
      status: "running",
      attempt: 1,
      durationMs: undefined,
      failure: undefined,
      metrics: new Map(),
    };
    this.steps.set(step, state);
    return state;
  }
}
