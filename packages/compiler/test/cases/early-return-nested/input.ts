import { pipeline } from "dagwright";
import { add, check, load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }): Promise<number> => {
  const { count, ok } = await load({ table });
  if (ok) {
    const good = await check({ name: table });
    if (good) return count;
    await notify({ text: "not good" });
  }
  const total = await add({ a: count, b: 1 });
  return total;
});
