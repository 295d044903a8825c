import { pipeline } from "dagwright";
import { call } from "./steps.ts";
import { withRetry, firstGood } from "./helpers/index.ts";
export const CASES = [{ p: "hi" }, { p: "bad" }, { p: "" }];
export default pipeline("p05-retry-helper", async ({ p }: { p: string }) => {
  const a = await withRetry(() => call({ prompt: p }), 3);
  const b = await firstGood([p, `${p}!`, "ok"]);
  return { a, b };
});
