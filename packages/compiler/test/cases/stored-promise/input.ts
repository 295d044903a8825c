import { pipeline } from "dagwright";
import { add, load, notify, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const running = score({ x: 1 });
  const { count } = await load({ table });
  const banner = notify({ text: `count ${count}` });
  const sum = await add({ a: count, b: 2 });
  const { value } = await running;
  await banner;
  return sum + value;
});
