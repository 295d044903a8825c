import { pipeline } from "dagwright";
import { load, report } from "../steps.ts";

export default pipeline("main", async ({ table, tags }: { table: string; tags: string[] }) => {
  const loaded = await load({ table });
  loaded.rows.sort((a, b) => a.score - b.score);
  tags.push("new");
  loaded.count = 3;
  delete (loaded as { best?: number }).best;
  const names = loaded.rows.map((row) => {
    row.name = row.name.trim();
    return row.name;
  });
  const sorted = [...loaded.rows].sort((a, b) => a.score - b.score);
  const total = loaded.rows.reduce<Record<string, number>>((sums, row) => {
    sums[row.name] = row.score;
    return sums;
  }, {});
  await report({ lines: names, total: Object.keys(total).length + sorted.length });
});
