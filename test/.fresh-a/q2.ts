import { pipeline } from "dagwright";
import { names, note } from "./steps.ts";
class Tally { readonly counts: Record<string, number> = {}; add(x: string): this { this.counts[x] = (this.counts[x] ?? 0) + 1; return this; } }
export default pipeline("q2", async ({ n }: { n: number }) => {
  const list = await names({ n });
  const seen = new Set(list);
  seen.add("x");
  const tally = new Tally();
  tally.add("a");
  list.forEach((name) => tally.add(name));
  const m = new Map<string, number>([["a", 1]]);
  m.set("b", 2);
  const d = new Date("2024-01-01T00:00:00Z");
  d.setUTCDate(5);
  const upper = list.map((x) => x.toUpperCase());
  upper.push("Z");
  const rec: Record<string, number> = {};
  list.forEach((x, i) => { rec[x] = i; });
  const acc: string[] = [];
  list.forEach((x) => acc.push(x));
  let total = 0;
  list.forEach((x) => { total += x.length; });
  await note({ text: `${seen.size} ${tally.counts["a"]} ${m.size} ${d.toISOString()} ${acc.length} ${total}` });
  return { u: upper, rec };
});
