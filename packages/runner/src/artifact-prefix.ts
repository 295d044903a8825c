import type { StepRequest } from "./executors/executor.ts";

/** Where the keys of an attempt's artifacts lie until the store gives them their lasting ones. */
export const artifactPrefix = (request: Pick<StepRequest, "run" | "stepId" | "attempt">): string =>
  `runs/${request.run.id}/${request.stepId}/${request.attempt}`;
