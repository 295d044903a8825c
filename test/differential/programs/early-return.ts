/** What stands after an early return does not run. */
import { pipeline } from "dagwright";
import { add, note, say } from "../steps.ts";

export default pipeline("early-return", async ({ n = 1 }: { n?: number }) => {
  const { sum } = await add({ a: n, b: 1 });
  if (sum === 2) return { done: false };
  await note({ text: "not reached" });
  const { text } = await say({ text: "late" });
  return { done: true, text };
});
