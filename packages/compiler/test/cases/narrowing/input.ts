import { pipeline } from "dagwright";
import { add, load, maybe, notify } from "../steps.ts";

export default pipeline("main", async ({ table, mode }: { table: string; mode: "a" | "b" | null }) => {
  const { best } = await load({ table });
  if (best === undefined) throw new Error("no best");
  let name = await maybe({ name: table });
  if (name === undefined) name = "fallback";
  await notify({ text: name });
  let chosen: "a" | "b" | null = mode;
  if (chosen === null) {
    await notify({ text: "no mode" });
    chosen = "a";
  }
  return { total: await add({ a: best, b: 1 }), chosen: `${chosen}` };
});
