import { pipeline } from "dagwright";
import { add, fit, load, notify, prepare } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count, name } = await load({ table });
  const { train, rows } = await prepare({ table, seed: 1 });
  // Files are results in their own right, and what is awaited without a variable is there for its effect.
  const { model } = await fit({ data: train, seed: 2 });
  await add({ a: 1, b: 2 });
  for (const seed of [1, 2]) {
    const sum = await add({ a: seed, b: rows });
    const other = await add({ a: seed, b: sum });
    if (seed === 2) await notify({ text: `${other}` });
  }
  const last = await add({ a: 3, b: 4 });
  console.log(last, model);
});
