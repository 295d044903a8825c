/** A fan-out over nothing gives an empty list. */
import { pipeline } from "dagwright";
import { add, range, total } from "../steps.ts";

export default pipeline("fan-out-empty", async () => {
  const { items, last } = await range({ n: 0 });
  const sums = await Promise.all(items.map((item) => add({ a: item, b: 1 })));
  return { count: sums.length, last, total: await total({ values: sums.map((one) => one.sum) }) };
});
