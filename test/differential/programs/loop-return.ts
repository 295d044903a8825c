/** A return inside a loop ends the pipeline, and runs the finally of its turn. */
import { pipeline } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("loop-return", async (): Promise<string> => {
  const { items } = await range({ n: 5 });
  for (const item of items) {
    const { sum } = await add({ a: item, b: item });
    try {
      if (sum === 6) return `found ${item}`;
      if (sum === 2) continue;
    } finally {
      await note({ text: `tried ${item}` });
    }
    await note({ text: `not ${item}` });
  }
  await note({ text: "nothing" });
  return "none";
});
