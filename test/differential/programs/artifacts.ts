/** An artifact of either of two steps reaches its reader, with its bytes and its metadata. */
import { pipeline } from "dagwright";
import { load, save } from "../steps.ts";

export default pipeline("artifacts", async ({ long = true }: { long?: boolean }) => {
  let made = await save({ text: "short" });
  if (long) made = await save({ text: "a longer text" });
  const { text } = await load({ data: made.data });
  return { text, size: made.size, words: made.data.metadata["words"] };
});
