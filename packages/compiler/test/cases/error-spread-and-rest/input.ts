import { pipeline } from "dagwright";
import { load, notify } from "../steps.ts";

export default pipeline("main", async ({ table, key }: { table: string; key: "count" | "name" }) => {
  const loaded = await load({ table });
  const [...names] = new Set(loaded.rows.map((row) => row.name));
  const { [key]: part } = loaded;
  await notify({ text: `${names.length} ${part}` });
  await notify({ text: "a", get extra() { return 1; } } as { text: string });
});
