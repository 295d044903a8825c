import { pipeline } from "dagwright";
import { check, load, report, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  const values = [];
  for (const row of rows) values.push(await score({ x: row.score }));
  const good: string[] = ["start"];
  const bad: string[] = [];
  for (const [index, { name }] of rows.entries()) {
    if (await check({ name })) good.push(name, `${index}`);
    else bad.push(name);
  }
  const some: number[] = [];
  for (const row of rows) {
    if (some.length > 2) break;
    some.push(row.id);
  }
  await report({ lines: good });
  return { values, bad, some };
});
