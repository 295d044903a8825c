import { pipeline } from "dagwright";
import { load, numbers, report } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const text = (await load({ table })).rows.map((row) => row.name).join(",");
  return await report({ lines: [text], total: Math.max(...(await numbers({ upTo: 3 }))) });
});
