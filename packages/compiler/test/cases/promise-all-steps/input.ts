import { pipeline } from "dagwright";
import { add, load, notify, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count } = await load({ table });
  const [sum, { value }] = await Promise.all([add({ a: count, b: 1 }), score({ x: count }), notify({ text: table })]);
  return await add({ a: sum, b: value });
});
