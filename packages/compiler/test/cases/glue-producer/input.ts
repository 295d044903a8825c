import { pipeline } from "dagwright";
import { load, notify, scan } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows, name } = await load({ table });
  if (rows.some((row) => row.score > 0.5)) await notify({ text: "some" });
  const { hits } = await scan({ text: name.trim().toLowerCase() });
  await Promise.all(rows.filter((row) => row.id > hits).map((row) => notify({ text: row.name })));
  return rows.map((row) => row.name);
});
