/** Items that do nothing, or that end early, leave their place in the results. */
import { pipeline } from "dagwright";
import { add, range, total } from "../steps.ts";

export default pipeline("fan-out-skipped-items", async () => {
  const { items } = await range({ n: 5 });
  const sums = await Promise.all(
    items.map(async (item) => {
      if (item % 2 === 0) return undefined;
      const { sum } = await add({ a: item, b: 10 });
      if (sum > 14) return 0;
      return (await add({ a: sum, b: 100 })).sum;
    }),
  );
  const third = sums[2] ?? -1;
  return { third, skipped: sums.filter((sum) => sum === undefined).length, total: await total({ values: sums.map((sum) => sum ?? 0) }) };
});
