/** A failure inside a called pipeline is caught by its caller, and names the step. */
import { pipeline, type StepError } from "dagwright";
import { add, note, say } from "../steps.ts";

export const risky = pipeline("risky", async ({ n }: { n: number }) => {
  const { sum } = await add({ a: n, b: 1 });
  try {
    await say({ text: `risky ${sum}`, fail: n > 1 });
  } finally {
    await note({ text: `risky ${n} is over` });
  }
  return sum;
});

export default pipeline("failure-in-called-pipeline", async () => {
  const fine = await risky({ n: 1 });
  let what = "none";
  try {
    await risky({ n: fine + 1 });
  } catch (error) {
    const failure = error as StepError;
    what = `${failure.step}: ${failure.message}`;
  }
  return { fine, what };
});
