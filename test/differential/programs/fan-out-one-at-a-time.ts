/** With a concurrency of one, each item starts after the one before it has ended. */
import { parallelMap, pipeline } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("fan-out-one-at-a-time", async () => {
  const { items } = await range({ n: 3 });
  const sums = await parallelMap(
    items,
    async (item, index) => {
      const { sum } = await add({ a: item, b: index * 10 });
      await note({ text: `item ${item} gave ${sum}` });
      return sum;
    },
    { concurrency: 1 },
  );
  return sums;
});
