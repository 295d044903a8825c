import { pipeline } from "dagwright";
import { add, load, notify, numbers, score } from "../steps.ts";

export default pipeline("main", async ({ table, extra }: { table: string; extra: { x: number }[] }) => {
  const { rows, count } = await load({ table });
  const totals = await Promise.all(
    rows.map(async ({ id, score: points }, index) => {
      const first = await add({ a: id, b: points });
      if (first > count) await notify({ text: `row ${index}` });
      return await add({ a: first, b: index });
    }),
  );
  const scores = await Promise.all(extra.map(score));
  await Promise.all((await numbers({ upTo: 3 })).map((n) => notify({ text: `${n}` })));
  return { totals, scores };
});
