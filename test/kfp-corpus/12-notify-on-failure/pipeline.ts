// KFP: pipeline_as_exit_task
// Exercises: a clean-up that is a pipeline with an if of its own and is told how the rest ended; the run still fails
import { component, pipeline } from "dagwright";

type Ending = "succeeded" | "failed";

export const print = component({}, async (input: { text: string }): Promise<void> => console.log(input.text));

export const fail = component({}, async (input: { reason: string }): Promise<void> => {
  throw new Error(input.reason);
});

export const readEnding = component({}, async (input: { ending: Ending; cause?: string }): Promise<Ending> => {
  console.log(`it ${input.ending}: ${input.cause ?? "nothing to say"}`);
  return input.ending;
});

/** Tells somebody, if there is something to tell. */
export const notify = pipeline("notify", async ({ ending, cause }: { ending: Ending; cause?: string }) => {
  if ((await readEnding({ ending, cause: cause ?? "none" })) === "failed") await print({ text: "somebody is being told" });
});

export default pipeline("notify-on-failure", async ({ text = "good morning" }: { text?: string }) => {
  let ending: Ending = "succeeded";
  try {
    await print({ text });
    await fail({ reason: "broken on purpose" });
  } catch (error) {
    ending = "failed";
    throw error;
  } finally {
    await notify({ ending });
  }
});
