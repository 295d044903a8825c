import { currentScope, type RunFacts } from "./scope.ts";
import { UsageError } from "./usage-error.ts";

const facts = (): RunFacts => {
  const { runFacts } = currentScope();
  if (runFacts === undefined)
    throw new UsageError("no-run", "`run` is there inside a pipeline or a component that a pipeline runs, and nowhere else");
  return runFacts;
};

/** The run that is going on. In a pipeline's body it is symbolic, in a step it is real. */
export const run: RunFacts = Object.freeze({
  get id() {
    return facts().id;
  },
  get startedAt() {
    return facts().startedAt;
  },
  get status() {
    return facts().status;
  },
});
