import { pipeline } from "dagwright";
import { check, load, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  const good = rows.filter(async (row) => await check({ name: row.name }));
  const found = rows.find((row) => check({ name: row.name }));
  const total = rows.reduce((sum, row) => (score({ x: row.id }), sum + row.score), 0);
  rows.forEach(async (row) => {
    await check({ name: row.name });
  });
  return { good: good.length, found: found?.name, total };
});
