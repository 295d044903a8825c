import { pipeline } from "dagwright";
import { add, load, maybe, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count, rows, ok } = await load({ table });
  let total = 1;
  total += count;
  total *= 2;
  let label: string | undefined = await maybe({ name: table });
  label ??= "none";
  let sum = 0;
  sum += rows.reduce((all, row) => all + row.score, 0);
  let flag = ok;
  flag &&= count > 3;
  let late = await maybe({ name: label });
  late ??= await maybe({ name: "again" });
  let text = `${count}`;
  text ||= "empty";
  await add({ a: total, b: sum });
  await notify({ text });
  return { label, flag, late };
});
