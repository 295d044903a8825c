/** A catch sees what the turns before the failed one have carried. */
import { pipeline, type StepError } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("failure-loop-partial", async () => {
  let at = "start";
  const done: number[] = [];
  try {
    for (const i of [1, 2, 3]) {
      at = `step ${i}`;
      done.push((await add({ a: i, b: 0, fail: i === 3 })).sum);
    }
  } catch (error) {
    await note({ text: `${at}: ${done.length} ${(error as StepError).message}` });
  }
  return { at, done };
});
