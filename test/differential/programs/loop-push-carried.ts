/** A loop reads the list it pushes to, and may stop by it. */
import { pipeline } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("loop-push-carried", async () => {
  const { items } = await range({ n: 6 });
  const sums = [];
  const seen: number[] = [];
  for (const item of items) {
    const { sum } = await add({ a: item, b: seen.length });
    if (sum > 8) break;
    sums.push(sum);
    const pair = [item, sum];
    if (sum !== 3) seen.push(...pair);
  }
  const some: string[] = ["first"];
  if (sums.length > 2) some.push("many");
  else some.push("few", "indeed");
  some.push("last");
  await note({ text: some.join(" ") });
  return { sums, seen, some };
});
