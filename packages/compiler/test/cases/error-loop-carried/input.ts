import { pipeline } from "dagwright";
import { load, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  let total = 0;
  const values: number[] = [];
  for (const row of rows) {
    total += row.score;
    values.push((await score({ x: row.score })).value);
  }
  return { total, values };
});
