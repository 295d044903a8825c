/** A fan-out over an output gives its results in the order of the items. */
import { pipeline } from "dagwright";
import { add, range, total } from "../steps.ts";

export default pipeline("fan-out", async ({ n = 3 }: { n?: number }) => {
  const { items } = await range({ n });
  const sums = await Promise.all(
    items.map(async (item, index) => {
      const { sum } = await add({ a: item, b: index });
      return sum;
    }),
  );
  return { sums, total: await total({ values: sums }) };
});
