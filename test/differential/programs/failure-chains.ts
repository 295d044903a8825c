/** Of chains that run side by side and fail, the first in the list gives the error, after all have ended. */
import { pipeline, type StepError } from "dagwright";
import { add, say } from "../steps.ts";

export default pipeline("failure-chains", async () => {
  let seen = "nothing";
  try {
    await Promise.all([
      (async () => {
        const { sum } = await add({ a: 1, b: 1 });
        await add({ a: sum, b: 2, fail: true });
      })(),
      (async () => {
        await say({ text: "second chain", fail: true });
      })(),
      (async () => {
        await say({ text: "third one" });
        await say({ text: "third two" });
      })(),
    ]);
  } catch (error) {
    seen = (error as StepError).message;
  }
  return (await say({ text: seen })).text;
});
