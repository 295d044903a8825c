/** What a catch does may depend on the kind and the attempt of the error. */
import { pipeline, StepError, withOptions } from "dagwright";
import { flaky, note } from "../steps.ts";

export default pipeline("failure-attempt-decides", async () => {
  const seen: string[] = [];
  for (const until of [2, 7, 9]) {
    try {
      const { attempt } = await withOptions(flaky, { retries: until === 9 ? 1 : 2 })({ until });
      seen.push(`succeeded at ${attempt}`);
    } catch (error) {
      if (!(error instanceof StepError) || error.kind !== "thrown") throw error;
      if (error.attempt > 2) await note({ text: `tried ${error.attempt} times` });
      else await note({ text: `gave up on ${error.step}` });
      seen.push(`${error.attempt}`);
    }
  }
  return seen;
});
