/** A failing step is tried again, and the error says which attempt was the last. */
import { pipeline, type StepError } from "dagwright";
import { flaky, note } from "../steps.ts";

export default pipeline("failure-retry", async () => {
  const { attempt } = await flaky({ until: 2 });
  try {
    await flaky({ until: 9 });
  } catch (error) {
    const failure = error as StepError;
    await note({ text: `${failure.kind} after ${failure.attempt}` });
  }
  return attempt;
});
