import { pipeline } from "dagwright";
import { load, report } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows, when, count } = await load({ table });
  const names = rows.map((row) => row.name).toSorted((a, b) => a.localeCompare(b));
  await report({ lines: [...names, when.toLocaleDateString(), new Intl.NumberFormat().format(count)] });
});
