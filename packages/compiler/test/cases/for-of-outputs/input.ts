import { pipeline } from "dagwright";
import { load, notify, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  for (const row of rows) {
    const { verdict } = await score({ x: row.score });
    if (verdict === "ship") await notify({ text: row.name });
  }
  await notify({ text: "all" });
});
