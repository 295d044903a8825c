import { pipeline } from "dagwright";
import { call, note, names } from "./steps.ts";
export const CASES = [{ n: 3, hit: "name1" }, { n: 3, hit: "none" }, { n: 2, hit: "x", bad: 1 }];
export default pipeline("p13-return-in-loop-try", async ({ n, hit, bad }: { n: number; hit: string; bad?: number }) => {
  const list = await names({ n });
  const skipped: string[] = [];
  for (const [i, name] of list.entries()) {
    try {
      const { text } = await call({ prompt: name, fail: i === bad });
      if (name === hit) return { found: text.toLowerCase(), at: i, skipped };
      if (text.endsWith("9")) break;
    } catch (e) {
      skipped.push(`${name}: ${(e as Error).message}`);
      continue;
    } finally {
      await note({ text: `after ${i}` });
    }
    await note({ text: `tail ${i}` });
  }
  return { found: null, at: -1, skipped };
});
