/** A fan-out fails with its first failed item, after all items have ended. */
import { pipeline, type StepError } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("failure-fan-out", async () => {
  const { items } = await range({ n: 4 });
  try {
    const sums = await Promise.all(
      items.map(async (item) => {
        const { sum } = await add({ a: item, b: 0, fail: item === 3 });
        return (await add({ a: sum, b: 100, fail: item === 2 })).sum;
      }),
    );
    return sums.length;
  } catch (error) {
    await note({ text: (error as StepError).message });
    return -1;
  }
});
