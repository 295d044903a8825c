import { pipeline } from "dagwright";
import { load, notify } from "../steps.ts";

export default pipeline("main", async ({ table, labels }: { table: string; labels: Record<string, string> }) => {
  const { rows } = await load({ table });
  const [first, ...others] = rows;
  const { a, ...more } = labels;
  await notify({ text: `${first} ${others.length} ${a} ${Object.keys(more).length}` });
  await notify({ text: "a", get extra() { return 1; } } as { text: string });
});
