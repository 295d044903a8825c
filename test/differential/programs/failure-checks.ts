/** A helper that throws fails the body where it is called, and can be caught there. */
import { pipeline, StepError } from "dagwright";
import { add, note, range } from "../steps.ts";
const atLeast = (xs: readonly number[], n: number): void => {
  if (xs.length < n) throw new RangeError(`${xs.length} < ${n}`);
};
function assertPositive(x: number): asserts x is number {
  if (x <= 0) throw new Error(`${x} is not positive`);
}

export default pipeline("failure-checks", async ({ n = 2 }: { n?: number }) => {
  const { items } = await range({ n });
  assertPositive(items.length);
  atLeast([1, 2, 3], 2);
  try {
    atLeast(items, 5);
    await note({ text: "never" });
  } catch (e) {
    await note({ text: e instanceof StepError ? "step" : `own: ${(e as Error).message}` });
  }
  const settled = await Promise.allSettled(
    items.map(async (x) => {
      atLeast(items, x);
      assertPositive(x - 1);
      return (await add({ a: x, b: 1 })).sum;
    }),
  );
  await note({ text: settled.map((s) => s.status).join() });
  atLeast(items, 3);
  await note({ text: "not reached" });
});
