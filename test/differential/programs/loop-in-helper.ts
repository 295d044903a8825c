/** Loops of a helper run beside each other, and one may change its caller's variable. */
import { pipeline } from "dagwright";
import { add, range } from "../steps.ts";

export default pipeline("loop-in-helper", async () => {
  const { items } = await range({ n: 3 });
  const firstBig = async (limit: number): Promise<number> => {
    for (const item of items) {
      const { sum } = await add({ a: item, b: limit });
      if (sum > limit + 1) return sum;
    }
    return -1;
  };
  let count = 0;
  const bump = async (by: number): Promise<boolean> => {
    count = (await add({ a: count, b: by })).sum;
    return count > 2;
  };
  for (const item of items) if (await bump(item)) break;
  const a = await firstBig(10);
  const [b, c] = await Promise.all([firstBig(20), firstBig(30)]);
  return { a, b, c, count };
});
