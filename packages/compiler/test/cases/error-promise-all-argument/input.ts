import { pipeline } from "dagwright";
import { load } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  const all = await Promise.all(rows);
  return all.length;
});
