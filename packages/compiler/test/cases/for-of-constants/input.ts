import { pipeline } from "dagwright";
import { add, notify, score } from "../steps.ts";

const SEEDS = [1, 2, 3];

export default pipeline("main", async ({ base }: { base: number }) => {
  const values: number[] = [];
  let total = base;
  for (const seed of SEEDS) {
    if (seed === 2) continue;
    const { value } = await score({ x: seed });
    values.push(value);
    total = await add({ a: total, b: value });
  }
  for (let round = 0; round < 2; round++) await notify({ text: `round ${round}` });
  return { values, total };
});
