/** A loop tries a step again until it succeeds. */
import { pipeline, type StepError } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("failure-loop-counted", async () => {
  let attempts = 0;
  for (let attempt = 0; attempt < 4; attempt++) {
    try {
      const { sum } = await add({ a: attempt, b: 1, fail: attempt < 2 });
      await note({ text: `worked ${sum}` });
      break;
    } catch (error) {
      attempts = attempt;
      if (attempt === 3) throw new Error("never");
      await note({ text: (error as StepError).message });
    }
  }
  await add({ a: attempts, b: 0, fail: true });
  return attempts;
});
