/** Errors of steps, of the body and of its loops can be told apart in a helper. */
import { pipeline, StepError } from "dagwright";
import { add, note, range } from "../steps.ts";

function textOf(error: unknown, prefix = "failed"): string {
  if (error instanceof StepError) return `${prefix} at ${error.step}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

export default pipeline("failure-in-helpers", async () => {
  const { items } = await range({ n: 4 });
  const texts: string[] = [];
  try {
    await add({ a: 1, b: 2, fail: true });
  } catch (error) {
    texts.push(textOf(error));
  }
  try {
    await add({ a: 3, b: 4 });
    let odd = 0;
    for (const item of items) if (item % 2 === 1) odd += 1;
    if (odd > 1) throw new AggregateError([new Error("one"), new Error("three")], `${odd} are odd`);
  } catch (error) {
    texts.push(textOf(error));
    await note({ text: textOf(error, "lost") });
  }
  let last = 0;
  const seen: number[] = [];
  try {
    for (const item of items) seen.push((last = item));
    for (const item of items) {
      if (item > 2) throw new Error(`${item} is more than 2`);
    }
    await note({ text: "never" });
  } catch (error) {
    texts.push(`${textOf(error)} after ${last}, of ${seen.length}`);
  }
  await note({ text: texts.join() });
});
