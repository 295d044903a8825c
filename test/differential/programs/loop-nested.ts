/** Loops inside loops and fan-outs each have their own turns. */
import { loop, pipeline } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("loop-nested", async () => {
  const { items } = await range({ n: 3 });
  const pairs: string[] = [];
  let rounds = 0;
  for (const outer of items) {
    for (const inner of items) {
      if (inner > outer) break;
      const { sum } = await add({ a: outer, b: inner });
      if (sum === 4) continue;
      pairs.push(`${outer}+${inner}=${sum}`);
    }
    for (const turn of loop({ max: 5 })) {
      rounds += 1;
      if (turn + 1 >= outer) break;
    }
  }
  const both = await Promise.all(
    items.map(async (item) => {
      let low = item * 100;
      for (let i = 0; i < 2; i++) low = (await add({ a: low, b: i })).sum;
      for (const turn of loop({ max: 9 })) {
        if (turn >= item) return low + turn;
      }
      return 0;
    }),
  );
  for (const name of ["a", "b"]) {
    for (const item of items) {
      if (item === 2) break;
      await note({ text: `${name}${item}` });
    }
  }
  return { pairs, rounds, both };
});
