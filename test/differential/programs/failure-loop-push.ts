/** A list that was filled before a failure holds what was pushed until then. */
import { pipeline, type StepError } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("failure-loop-push", async () => {
  const done: number[] = [];
  try {
    done.push((await add({ a: 1, b: 1 })).sum);
    done.push((await add({ a: 2, b: 2 })).sum);
    done.push((await add({ a: 3, b: 3, fail: true })).sum);
  } catch (error) {
    await note({ text: `${(error as StepError).message} after ${done.length}` });
  }
  const { items } = await range({ n: 3 });
  const sums = [];
  for (const item of items) sums.push((await add({ a: item, b: 0, fail: item === 2 })).sum);
  return { done, sums };
});
