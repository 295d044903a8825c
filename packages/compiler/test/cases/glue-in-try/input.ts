import { pipeline } from "dagwright";
import { load, notify, scan } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  let title = "none";
  try {
    const { rows } = await load({ table });
    title = `${rows.map((row) => row.name).join()} of ${table}`;
    await scan({ text: title });
  } catch {
    await notify({ text: `failed with ${title}` });
  }
  return title;
});
