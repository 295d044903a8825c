import { pipeline } from "dagwright";
import { check, load, notify } from "../steps.ts";

const atLeast = (count: number, least: number): void => {
  if (count < least) throw new Error(`${count} < ${least}`);
};

export default pipeline("main", async ({ table, name }: { table: string; name?: string }) => {
  const { rows, count, ok } = await load({ table });
  ok ? await notify({ text: "good" }) : await notify({ text: "bad" });
  ok && (await notify({ text: "and" }));
  table && (await notify({ text: "text" }));
  name ?? (await notify({ text: "no name" }));
  await (ok ? check({ name: "a" }) : check({ name: "b" }));
  atLeast(count, 1);
  rows.forEach((row) => console.log(row.name));
});
