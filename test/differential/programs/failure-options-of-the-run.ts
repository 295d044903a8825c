/** How often a step is tried again may be an output of another. */
import { pipeline, StepError, withOptions } from "dagwright";
import { flaky, range } from "../steps.ts";

export default pipeline("failure-options-of-the-run", async ({ tries = 1 }: { tries?: number }) => {
  const { items } = await range({ n: 2 });
  let reached = 0;
  try {
    // One attempt less than it takes.
    await withOptions(flaky, { retries: { limit: tries, on: "failure" } })({ until: 3 });
  } catch (error) {
    if (error instanceof StepError) reached = error.attempt;
  }
  const { attempt } = await withOptions(flaky, { retries: items.length })({ until: 4 });
  return { reached, attempt };
});
