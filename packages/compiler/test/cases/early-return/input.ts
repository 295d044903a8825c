import { pipeline } from "dagwright";
import { add, load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count } = await load({ table });
  if (count === 0) return { done: false, total: 0 };
  const total = await add({ a: count, b: 1 });
  if (total > 10) {
    await notify({ text: "large" });
    return { done: true, total };
  }
  await notify({ text: "small" });
  return { done: true, total: 1 };
});
