import { pipeline } from "dagwright";
import { load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  const byId = new Map(rows.map((row) => [row.id, row.name]));
  const { size } = byId;
  await notify({ text: byId as unknown as string });
  let latest;
  if (rows.length > 1) latest = new Set(["many"]);
  else latest = 1;
  await notify({ text: `${latest} ${size}` });
  await notify({ text: notify as unknown as string });
});
