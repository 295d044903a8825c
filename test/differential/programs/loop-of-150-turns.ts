/** A loop of 150 turns carries its state through all, also where most turns start no step. */
import { loop, pipeline } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("loop-of-150-turns", async () => {
  let count = 0;
  let sum = 1000;
  for (const turn of loop({ max: 160 })) {
    if (turn === 150) break;
    count += 2;
    if (turn === 0 || turn === 74 || turn === 149) sum = (await add({ a: sum, b: count })).sum;
  }
  await note({ text: `${count} and ${sum}` });
  return { count, sum };
});
