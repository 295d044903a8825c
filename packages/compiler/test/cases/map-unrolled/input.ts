import { pipeline } from "dagwright";
import { add, score } from "../steps.ts";

const SEEDS = [1, 2, 3] as const;

export default pipeline("main", async ({ base }: { base: number }) => {
  const scores = await Promise.all(SEEDS.map((seed) => score({ x: seed * 10, label: `seed-${seed}` })));
  const sums = await Promise.all(
    SEEDS.map(async (seed, index) => {
      const first = await add({ a: base, b: seed });
      return await add({ a: first, b: index });
    }),
  );
  const [first] = scores;
  return { sums, first: first.value };
});
