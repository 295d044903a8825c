/** A catch sees what a variable was before the step that failed. */
import { pipeline } from "dagwright";
import { add, say } from "../steps.ts";

export default pipeline("failure-partial", async () => {
  let reached = 0;
  try {
    const one = await add({ a: 1, b: 1 });
    reached = one.sum;
    const two = await add({ a: reached, b: 10, fail: true });
    reached = two.sum;
  } catch {
    const { length } = await say({ text: `rescued at ${reached}` });
    reached = reached * 1000 + length;
  }
  return reached;
});
