/** Of a started step and a later one, the one that is awaited first gives the error. */
import { pipeline, type StepError } from "dagwright";
import { add, note, say } from "../steps.ts";

export default pipeline("failure-later-await", async () => {
  try {
    const started = add({ a: 1, b: 1, fail: true });
    await say({ text: "runs although the other failed" });
    await say({ text: "fails first where it counts", fail: true });
    await started;
  } catch (error) {
    await note({ text: (error as StepError).message });
  }
  return "over";
});
