/** An item that catches its own failure leaves a value in its place, and the others are as they would be. */
import { pipeline, type StepError } from "dagwright";
import { add, range, say } from "../steps.ts";

export default pipeline("failure-fan-out-items", async () => {
  const { items } = await range({ n: 4 });
  const results = await Promise.all(
    items.map(async (item) => {
      let reached = 0;
      try {
        reached = (await add({ a: item, b: 10, fail: item === 2 })).sum;
        await say({ text: `item ${item}`, fail: item === 3 });
        return { item, reached, why: "none" };
      } catch (error) {
        const { step, attempt } = error as StepError;
        return { item, reached, why: `${step} ${attempt}` };
      }
    }),
  );
  return results;
});
