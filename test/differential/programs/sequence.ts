/** A step starts after what was awaited before it, though it needs nothing of it. */
import { pipeline } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("sequence", async ({ start = 1 }: { start?: number }) => {
  const first = await add({ a: start, b: 2 });
  await note({ text: "between" });
  const { sum } = await add({ a: first.sum, b: 10 });
  return { sum, first: first.sum };
});
