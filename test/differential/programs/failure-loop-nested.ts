/** A failure in the innermost of three loops is caught there, and leaves only that one. */
import { loop, pipeline } from "dagwright";
import { add, range } from "../steps.ts";

export default pipeline("failure-loop-nested", async () => {
  const { items } = await range({ n: 3 });
  const out: string[] = [];
  for (const a of items) {
    for (let b = 0; b < 2; b++) {
      for (const turn of loop({ max: 4 })) {
        if (turn >= a) break;
        try {
          const { sum } = await add({ a, b: turn + 10 * b, fail: a === 2 && turn === 1 });
          if (sum === 3) {
            out.push("three");
            continue;
          }
          out.push(`${a}${b}${turn}`);
        } catch {
          out.push("failed");
          if (b === 1) break;
        }
      }
    }
  }
  return out;
});
