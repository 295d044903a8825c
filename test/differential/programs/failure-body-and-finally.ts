/** A failure of a finally replaces that of its body, and the outer catch sees the former. */
import { pipeline, type StepError } from "dagwright";
import { note, say } from "../steps.ts";

export default pipeline("failure-body-and-finally", async () => {
  try {
    try {
      await say({ text: "inner body", fail: true });
    } finally {
      await say({ text: "inner finally", fail: true });
    }
  } catch (error) {
    await note({ text: (error as StepError).message });
  } finally {
    await note({ text: "outer finally" });
  }
  return "done";
});
