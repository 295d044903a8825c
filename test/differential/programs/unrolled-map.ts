/** A map over a constant list becomes a chain of steps for each item. */
import { pipeline } from "dagwright";
import { add, total } from "../steps.ts";

const SEEDS = [10, 20, 30] as const;

export default pipeline("unrolled-map", async ({ offset = 5 }: { offset?: number }) => {
  const runs = await Promise.all(
    SEEDS.map(async (seed) => {
      const { sum } = await add({ a: seed, b: offset });
      const again = await add({ a: sum, b: seed });
      return { seed, sum: again.sum };
    }),
  );
  const large = runs.filter((run) => run.sum > 30);
  return total({ values: large.map((run) => run.sum) });
});
