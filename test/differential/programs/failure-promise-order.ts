/** Of stored promises that fail, the order of the list decides, not that of the calls. */
import { pipeline, type StepError } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("failure-promise-order", async () => {
  try {
    const p = add({ a: 1, b: 0, fail: true });
    const q = add({ a: 2, b: 0, fail: true });
    await Promise.all([q, p]);
  } catch (e) {
    await note({ text: (e as StepError).message });
  }
  try {
    const p = add({ a: 5, b: 0, fail: true });
    const inline = async () => {
      await add({ a: 3, b: 0 });
      await add({ a: 4, b: 0, fail: true });
    };
    await Promise.all([inline(), p]);
  } catch (e) {
    await note({ text: (e as StepError).message });
  }
});
