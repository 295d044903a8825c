/** A switch over the kind of an error decides whether a loop goes on. */
import { pipeline, StepError } from "dagwright";
import { add, flaky, note } from "../steps.ts";

export default pipeline("failure-switch", async ({ mode = "retry" }: { mode?: "retry" | "skip" | "fail" }) => {
  for (const attempt of [1, 2]) {
    try {
      switch (mode) {
        case "retry":
          await flaky({ until: 8 + attempt });
          break;
        case "skip":
          continue;
        case "fail":
          await add({ a: attempt, b: 1, fail: true });
      }
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      switch (error.kind) {
        case "thrown":
        case "exit":
          await note({ text: `${attempt}: ${error.step} after ${error.attempt}` });
          if (attempt === 2) throw new Error(`gave up: ${error.message}`, { cause: error });
          break;
        case "timeout":
          return "slow";
        default:
          throw error;
      }
    } finally {
      await note({ text: `end of ${attempt}` });
    }
  }
  return "done";
});
