/** A catch sees what was assigned after parallel steps had ended. */
import { pipeline } from "dagwright";
import { add, note, say } from "../steps.ts";

export default pipeline("failure-partial-member", async ({ fails = true }: { fails?: boolean }) => {
  let reached = 1;
  try {
    const [{ sum }] = await Promise.all([add({ a: reached, b: reached }), say({ text: "beside it" })]);
    await note({ text: "between" });
    reached = sum;
    await say({ text: "after", fail: fails });
  } catch {
    await note({ text: `reached ${reached}` });
  }
  return reached;
});
