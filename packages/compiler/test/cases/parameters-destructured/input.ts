import { pipeline } from "dagwright";
import { add, load } from "../steps.ts";

const LIMIT = 10;

export default pipeline("main", async ({ table, limit = LIMIT * 2, options: { factor = 3 } = {} }: { table: string; limit?: number; options?: { factor?: number } }) => {
  const { count } = await load({ table });
  return await add({ a: count * factor, b: limit });
});
