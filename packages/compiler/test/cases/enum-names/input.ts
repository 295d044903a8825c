import { pipeline } from "dagwright";
import { load, report } from "../steps.ts";

enum Level {
  Low,
  High = 5,
  Odd = -1,
}

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  const lines = rows.map((row) => Level[row.score] ?? Level[Level.Odd]);
  await report({ lines: [...lines, Level[0], ...Object.keys(Level)] });
});
