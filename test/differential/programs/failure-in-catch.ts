/** A failure of a catch replaces the one it caught, after its finally. */
import { pipeline, type StepError } from "dagwright";
import { add, note, say } from "../steps.ts";

export default pipeline("failure-in-catch", async () => {
  try {
    try {
      await add({ a: 1, b: 2, fail: true });
    } catch (error) {
      await say({ text: `after ${(error as StepError).step}`, fail: true });
    } finally {
      await note({ text: "inner finally" });
    }
    await note({ text: "never" });
  } catch (error) {
    await note({ text: (error as StepError).message });
  }
  await say({ text: "and no catch", fail: true });
});
