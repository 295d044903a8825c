/** A return inside a try runs its finally and nothing after it. */
import { pipeline } from "dagwright";
import { add, note, say } from "../steps.ts";

export default pipeline("failure-return-through-finally", async ({ n = 1 }: { n?: number }) => {
  let state = "start";
  try {
    const { sum } = await add({ a: n, b: 1 });
    state = "added";
    if (sum === 2) return { early: true, sum };
    await say({ text: "not reached", fail: true });
  } catch {
    await note({ text: "not reached either" });
  } finally {
    await note({ text: `finally after ${state}` });
  }
  await note({ text: "not after an early return" });
  return { early: false, sum: 0 };
});
