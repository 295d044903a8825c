/** A failure inside nested branches is caught around them. */
import { pipeline, type StepError } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("failure-in-branch", async ({ deep = true }: { deep?: boolean }) => {
  try {
    if (deep) {
      const { items } = await range({ n: 2 });
      if (items.length === 2) await add({ a: 1, b: 2, fail: true });
    } else {
      await note({ text: "shallow" });
    }
    await note({ text: "not reached" });
  } catch (error) {
    await note({ text: `caught ${(error as StepError).message}` });
    return "caught";
  }
  return "fine";
});
