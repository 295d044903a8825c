/** A failure that nobody catches fails the run, and what needs the step does not run. */
import { pipeline } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("failure-uncaught", async () => {
  const { sum } = await add({ a: 1, b: 1 });
  const broken = await add({ a: sum, b: 1, fail: true });
  await note({ text: `not reached ${broken.sum}` });
  return broken.sum;
});
