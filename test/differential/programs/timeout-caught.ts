/** A step that takes longer than its timeout fails with the kind `timeout`, once for each attempt. */
import { component, pipeline, StepError, withOptions } from "dagwright";
import { note } from "../steps.ts";

export const sleep = component({ timeout: "1s" }, async ({ seconds }: { seconds: number }): Promise<{ slept: number }> => {
  await new Promise((done) => setTimeout(done, seconds * 1000));
  return { slept: seconds };
});

export default pipeline("timeout-caught", async () => {
  let what = "none";
  try {
    const { slept } = await sleep({ seconds: 15 });
    await note({ text: `slept ${slept}` });
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    await note({ text: error.kind === "timeout" ? `${error.step} took too long` : error.kind });
    what = `${error.kind} ${error.attempt}`;
  }
  try {
    await withOptions(sleep, { retries: 1 })({ seconds: 15 });
  } catch (error) {
    const { kind, attempt } = error as StepError;
    await note({ text: `${kind} ${attempt}` });
  }
  const { slept } = await withOptions(sleep, { timeout: "10m" })({ seconds: 0 });
  return { what, slept };
});
