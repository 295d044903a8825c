import { pipeline } from "dagwright";
import { check, load, notify, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }): Promise<{ name: string; value: number }> => {
  const { rows } = await load({ table });
  for (const row of rows) {
    try {
      if (!(await check({ name: row.name }))) continue;
      const { value } = await score({ x: row.score });
      return { name: row.name, value };
    } finally {
      await notify({ text: row.name });
    }
  }
  await notify({ text: "none" });
  return { name: "", value: 0 };
});
