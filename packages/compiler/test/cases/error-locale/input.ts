import { pipeline } from "dagwright";
import { load, report } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows, when, count } = await load({ table });
  await report({ lines: rows.map((row) => row.name).toSorted((a, b) => a.localeCompare(b)) });
  await report({ lines: [when.toLocaleDateString()] });
  await report({ lines: [new Intl.NumberFormat().format(count)] });
});
