/** A fan-out inside a fan-out may be over nothing for some items. */
import { pipeline } from "dagwright";
import { add, range, total } from "../steps.ts";

export default pipeline("fan-out-nested-empty", async () => {
  const { items } = await range({ n: 3 });
  const sums = await Promise.all(
    items.map(async (outer) => {
      const inner = await range({ n: outer === 2 ? 0 : outer === 3 ? 2 : 1 });
      return Promise.all(inner.items.map(async (item) => (await add({ a: outer * 10, b: item })).sum));
    }),
  );
  return { sums, total: await total({ values: sums.flat() }) };
});
