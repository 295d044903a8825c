import { pipeline } from "dagwright";
import { add, load } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count } = await load({ table });
  let size = "small";
  if (count === 0) throw new Error(`${table} is empty`);
  else if (count > 5) size = "large";
  return { size, total: await add({ a: count, b: 1 }) };
});
