import { pipeline } from "dagwright";
import { add, load, notify, ping, report } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const early = add({ a: 0, b: 0 });
  const again = ping();
  const { rows } = await load({ table });
  const both = await Promise.allSettled([Promise.all([early, add({ a: 1, b: 1 })])]);
  const [one] = await Promise.allSettled([again]);
  await again;
  const all = await Promise.allSettled(rows.map((row) => notify({ text: row.name })));
  await report({ lines: all.filter((result) => result.status === "rejected").map((result) => String(result.reason)) });
  if (one.status === "rejected") await notify({ text: `failed: ${one.reason}` });
  await Promise.all([rows.map((row) => notify({ text: row.name }))]);
  return both.length;
});
