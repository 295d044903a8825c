import { pipeline } from "dagwright";
import { add, load, notify, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const loaded = await load({ table });
  const scored = await score({ x: 1 });
  console.log("scored", scored.value);
  await notify({ text: "no hint: it is there for its effect" });
  return await add({ a: loaded.count, b: scored.value });
});
