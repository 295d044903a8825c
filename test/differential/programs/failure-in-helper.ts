/** A try of a helper ends with the helper, beside what its caller started. */
import { pipeline, StepError } from "dagwright";
import { add, note, say } from "../steps.ts";

async function careful(a: number, fail = false): Promise<number> {
  try {
    const { sum } = await add({ a, b: 1, fail });
    return sum;
  } catch (error) {
    if (!(error instanceof StepError)) throw new Error("unlike any");
    await note({ text: error.message });
    return -1;
  } finally {
    await note({ text: `done ${a}` });
  }
}

async function careless(a: number): Promise<number> {
  const { sum } = await add({ a, b: 1, fail: a > 2 });
  return sum;
}

export default pipeline("failure-in-helper", async () => {
  const first = await careful(1);
  const second = await careful(2, true);
  let caught = "nothing";
  const beside = say({ text: "beside" });
  try {
    await careless(first);
    await careless(5);
    await note({ text: "never" });
  } catch (error) {
    caught = (error as StepError).message;
  }
  const { text } = await beside;
  await note({ text: caught });
  return { first, second, caught, text, last: await careless(second + 9) };
});
