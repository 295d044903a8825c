/** A loop that needs more turns than it may have fails. */
import { loop, pipeline, type StepError } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("failure-loop-exhausted", async () => {
  let sum = 0;
  for (const turn of loop({ max: 3 })) {
    try {
      sum = (await add({ a: sum, b: turn, fail: turn === 1 })).sum;
      if (sum > 100) break;
    } catch (error) {
      await note({ text: (error as StepError).message });
    }
  }
  return sum;
});
