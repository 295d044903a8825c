import { pipeline } from "dagwright";
import { add, load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  let total = 0;
  try {
    const { count } = await load({ table });
    if (count === 0) return "empty";
    total = await add({ a: count, b: 1 });
  } catch {
    return "failed";
  } finally {
    await notify({ text: "done" });
  }
  await notify({ text: `total ${total}` });
  return "full";
});
