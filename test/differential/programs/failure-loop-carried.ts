/** A failed turn ends the loop, and no later turn runs. */
import { pipeline, type StepError } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("failure-loop-carried", async () => {
  const { items } = await range({ n: 4 });
  let total = 100;
  try {
    for (const item of items) {
      total = (await add({ a: total, b: item, fail: item === 3 })).sum;
      await note({ text: `now ${total}` });
    }
  } catch (error) {
    await note({ text: (error as StepError).message });
    return -1;
  }
  return total;
});
