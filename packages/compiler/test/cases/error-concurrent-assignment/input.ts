import { pipeline } from "dagwright";
import { load, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  let best = 0;
  let total = 0;
  await Promise.all(
    rows.map(async (row) => {
      const { value } = await score({ x: row.score });
      best = value;
    }),
  );
  for (const row of rows) total += row.score;
  return { best, total };
});
