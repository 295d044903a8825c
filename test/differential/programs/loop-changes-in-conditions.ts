/** A condition may count and shorten what it looks at. */
import { pipeline } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("loop-changes-in-conditions", async () => {
  const { items } = await range({ n: 5 });
  const good: number[] = [];
  const bad: number[] = [];
  let n = 0;
  for (const item of items) {
    const list = await add({ a: item, b: 0 });
    if (list.sum > 2) good.push(item);
    else bad.push(item);
    if (item > 3 && n++ > 0) await note({ text: `again ${n}` });
  }
  let left = 6;
  let queue = ["x", "y"];
  while (queue.length > 0 && left-- > 0) queue = queue.slice(1);
  return { good, bad, n, left };
});
