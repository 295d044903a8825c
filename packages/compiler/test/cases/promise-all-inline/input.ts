import { pipeline } from "dagwright";
import { add, load, notify, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count } = await load({ table });
  const addTwice = async (start: number) => {
    const first = await add({ a: start, b: 1 });
    return await add({ a: first, b: 1 });
  };
  const [twice, scored] = await Promise.all([
    addTwice(count),
    (async () => {
      const { value } = await score({ x: count });
      await notify({ text: `value ${value}` });
      return { value, table };
    })(),
    notify({ text: "beside" }),
  ]);
  return twice + scored.value;
});
