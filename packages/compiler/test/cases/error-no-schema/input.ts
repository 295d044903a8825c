import { pipeline } from "dagwright";
import { load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  const byId = new Map(rows.map((row) => [row.id, row.name]));
  await notify({ text: `${byId.size}` });
  let latest;
  if (rows.length > 1) latest = "many";
  else latest = 1;
  await notify({ text: `${latest}` });
  return byId;
});
