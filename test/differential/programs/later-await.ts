/** A step that was started before others may be awaited after them. */
import { pipeline } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("later-await", async () => {
  const started = add({ a: 1, b: 1 });
  const { sum } = await add({ a: 2, b: 2 });
  await note({ text: `between ${sum}` });
  const first = await started;
  return first.sum + sum;
});
