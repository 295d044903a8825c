import type { StepFailure } from "@dagwright/protocol";
import type { StepConfig } from "./model.ts";

/** What a task runs with: its own configuration over its component's. `env` and `labels` are joined key by key. */
export function effectiveConfig(component: StepConfig, task: StepConfig): StepConfig {
  const env = { ...component.env, ...task.env };
  const labels = { ...component.labels, ...task.labels };
  return {
    ...component,
    ...task,
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  };
}

/** Whether a failed attempt is followed by another. `failure.attempt` counts from 1. */
export function isRetried(config: StepConfig, failure: StepFailure): boolean {
  const { retries } = config;
  if (retries === undefined || failure.attempt > retries.limit || failure.kind === "rejected") return false;
  if (retries.on === "any") return true;
  return (failure.kind === "infrastructure") === (retries.on === "infrastructure");
}
