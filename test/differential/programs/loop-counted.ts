/** Loops count up, down and by more than one. */
import { pipeline } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("loop-counted", async () => {
  let sum = 0;
  for (let i = 0; i <= 4; i += 2) sum = (await add({ a: sum, b: i })).sum;
  for (let i = 3; i > 1; i--) await note({ text: `down ${i}` });
  let i = 0;
  for (; i < 2; i++) {
    if (i === 1) continue;
    await note({ text: `only ${i}` });
  }
  return { sum, i };
});
