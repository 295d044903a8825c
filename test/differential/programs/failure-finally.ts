/** A failing finally fails a body that went well. */
import { pipeline } from "dagwright";
import { add, note, say } from "../steps.ts";

export default pipeline("failure-finally", async () => {
  const { sum } = await add({ a: 20, b: 1 });
  try {
    await say({ text: "body" });
  } finally {
    await say({ text: `clean up after ${sum}`, fail: true });
  }
  await note({ text: "not reached" });
  return sum;
});
