import { pipeline } from "dagwright";
import { check, load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }): Promise<string> => {
  for (const name of ["a", "b"]) {
    if (await check({ name })) break;
    await notify({ text: name });
  }
  const { rows } = await load({ table });
  for (const row of rows) {
    if (row.id === 1) continue;
    if (row.id === 2) return row.name;
    await notify({ text: row.name });
  }
  try {
    await notify({ text: "end" });
  } finally {
    return "finally";
  }
});
