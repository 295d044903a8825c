import { pipeline } from "dagwright";
import { call, count, note } from "./steps.ts";
export const CASES = [{ base: 2 }, { base: 0, label: "L" }];
export default pipeline("p14-closures", async ({ base, label }: { base: number; label?: string }) => {
  let calls = 0;
  const log = async (text: string) => { calls += 1; await note({ text: `${calls}: ${text}` }); };
  const scale = (x: number) => x * base;
  const fetchCount = async (n: number = base): Promise<number> => {
    const c = await count({ n });
    if (c === 0) return -1;
    return scale(c);
  };
  await log("start");
  const a = await fetchCount();
  await log(label ?? `a=${a}`);
  const b = await fetchCount(5);
  const make = (suffix: string) => async (prompt: string) => (await call({ prompt: prompt + suffix })).text;
  const shout = make("!");
  return { a, b, calls, s: await shout("hey"), t: await make("?")("who") };
});
