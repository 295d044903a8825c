import { pipeline } from "dagwright";
import { add, check, load, maybe } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count, ok } = await load({ table });
  const total = ok ? await add({ a: count, b: 1 }) : count;
  const good = ok && (await check({ name: table }));
  const name = (await maybe({ name: table })) ?? (await maybe({ name: "other" }));
  return { total, good, name };
});
