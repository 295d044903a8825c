/** A pipeline that is called for each item fails for some, and the first of them gives the error. */
import { pipeline, type StepError } from "dagwright";
import { add, note, range } from "../steps.ts";

export const half = pipeline("half", async ({ n, strict = true }: { n: number; strict?: boolean }) => {
  const { sum } = await add({ a: n, b: 0, fail: strict && n % 2 === 1 });
  await note({ text: `half of ${sum} is wanted` });
  return sum;
});

export default pipeline("failure-called-in-fan-out", async () => {
  const { items } = await range({ n: 4 });
  const even = await Promise.all(items.map((item) => half({ n: item * 2 })));
  const settled = await Promise.allSettled(items.map((item) => half({ n: item + 10 })));
  try {
    await Promise.all(items.map((item) => half({ n: item + 20, strict: item !== 1 })));
  } catch (error) {
    await note({ text: (error as StepError).message });
  }
  return { even, settled: settled.map(({ status }) => status) };
});
