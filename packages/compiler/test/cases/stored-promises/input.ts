import { pipeline } from "dagwright";
import { add, load, notify, numbers, score } from "../steps.ts";

export default pipeline("main", async ({ table, fast = false }: { table: string; fast?: boolean }) => {
  const { rows, count } = await load({ table });
  const each = rows.map(async (row) => add({ a: row.id, b: 1 }));
  const inline = (async () => {
    const { value } = await score({ x: count });
    return value * 2;
  })();
  const [sums, doubled] = await Promise.all([Promise.all(each), inline]);
  const late = add({ a: 1, b: 2 });
  let total: number;
  if (fast) total = await late;
  else {
    const sum = await late;
    await notify({ text: `slow: ${sum}` });
    total = sum + doubled;
  }
  const tried = add({ a: 3, b: 4 });
  try {
    total += await tried;
  } catch {
    await notify({ text: "no more" });
  }
  const chosen = await (fast ? numbers({ upTo: 1 }) : numbers({ upTo: total }));
  return fast ? add({ a: chosen.length, b: sums.length }) : add({ a: total, b: 0 });
});
