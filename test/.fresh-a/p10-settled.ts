import { pipeline } from "dagwright";
import { call, note, trainOne, type Trial } from "./steps.ts";
export const CASES = [{ lrs: [0.1, 9, 0.2] }, { lrs: [9] }, { lrs: [] }];
const isFulfilled = <T,>(r: PromiseSettledResult<T>): r is PromiseFulfilledResult<T> => r.status === "fulfilled";
export default pipeline("p10-settled", async ({ lrs }: { lrs: number[] }) => {
  const settled = await Promise.allSettled(lrs.map((lr) => trainOne({ lr, depth: 1 })));
  const good: Trial[] = settled.filter(isFulfilled).map((r) => r.value);
  const errors = settled.map((r, i) => (r.status === "rejected" ? `${lrs[i]}: ${r.reason instanceof Error ? r.reason.message : r.reason}` : null)).filter((x): x is string => x !== null);
  const [one, two] = await Promise.allSettled([call({ prompt: "bad" }), note({ text: "side" })]);
  if (good.length === 0 && errors.length > 0) throw new Error(`all ${errors.length} failed`);
  return { good: good.length, errors, one: one.status, two: two.status === "fulfilled" ? "ok" : String(two.reason.message) };
});
