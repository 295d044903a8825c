import { pipeline } from "dagwright";
import { load, report } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const isGood = (id: number) => (byId.get(id)?.score ?? 0) > 0.5;
  return await report({ lines: [...byId.values()].filter((row) => isGood(row.id)).map((row) => row.name), total: byId.size });
});
