import { pipeline } from "dagwright";
import { load, notify, numbers } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  const xs = await numbers({ upTo: 3 });
  if (rows[0]) await notify({ text: rows[0].name });
  if (xs[0] > 3) await notify({ text: `${xs[1] ?? 0} ${rows[1]?.name ?? "none"}` });
  return xs[2] + 1;
});
