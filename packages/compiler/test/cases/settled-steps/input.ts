import { pipeline } from "dagwright";
import { add, load, notify, ping, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const early = score({ x: 0 });
  const { count } = await load({ table });
  const [first, second, third, inline, nothing, both] = await Promise.allSettled([
    early,
    score({ x: count }),
    add({ a: count, b: 1 }),
    (async () => {
      const { value } = await score({ x: 2 });
      if (value > 9) throw new Error(`too much: ${value}`);
      return value;
    })(),
    ping(),
    Promise.all([add({ a: 1, b: 1 }), add({ a: 2, b: 2 })]),
  ]);
  if (first.status === "rejected") await notify({ text: `${first.reason.step}: ${first.reason.message}` });
  const value = second.status === "fulfilled" ? second.value.value : -1;
  if (inline.status === "rejected" && inline.reason.kind === "thrown") throw inline.reason;
  if (both.status === "rejected") throw new Error("both", { cause: both.reason });
  return { value, sum: both.value[1], third: third.status, nothing: nothing.status };
});
