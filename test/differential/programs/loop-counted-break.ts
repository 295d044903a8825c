/** A break runs the finally around it, and the variables keep what they had. */
import { pipeline } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("loop-counted-break", async () => {
  const seen: number[] = [];
  let last = -1;
  for (let i = 0; i < 6; i++) {
    const { sum } = await add({ a: i, b: 1 });
    if (sum === 2) continue;
    last = i;
    try {
      if (sum > 3) break;
      seen.push(sum);
      await note({ text: `kept ${sum}` });
    } finally {
      await note({ text: `turn ${i}` });
    }
  }
  await note({ text: `after ${last}` });
  return { last, seen };
});
