import { pipeline } from "dagwright";
import { load, numbers, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  let total = 0;
  const tools = {
    count: async (x: number) => {
      total += x;
      await score({ x: total });
    },
  };
  for (const row of rows) await tools.count(row.score);
  // The output of a step is frozen.
  const some = await numbers({ upTo: 3 });
  for (const row of rows) some.push(row.id);
  // Two names for one list.
  const values: number[] = [];
  const same = values;
  for (const row of rows) values.push((await score({ x: row.score })).value);
  // A step that is started in a turn ends in it.
  const promises: Promise<unknown>[] = [];
  for (const row of rows) promises.push(score({ x: row.score }));
  await Promise.all(promises);
  // Only the list's own positions are known.
  const slots: number[] = [];
  for (let i = 0; i < rows.length; i++) slots[i] = i;
  // A list is filled in any order by what runs side by side.
  await Promise.all(rows.map(async (row) => values.push((await score({ x: row.score })).value)));
  // How many turns there were before the failure is not known.
  const done: number[] = [];
  try {
    for (const row of rows) done.push((await score({ x: row.score })).value);
  } catch {
    return { total, some, same, slots, done };
  }
  return { total, some, same, slots, done };
});
