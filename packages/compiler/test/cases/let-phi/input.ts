import { pipeline } from "dagwright";
import { add, load, notify, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count, ok } = await load({ table });
  let label = "base";
  let total: number;
  if (count > 100 && ok) {
    label = "large";
    total = await add({ a: count, b: 1 });
  } else if (count > 10) {
    label = `medium-${table}`;
    total = count;
  } else {
    total = 0;
    await notify({ text: "small" });
  }
  await score({ x: total, label });
});
