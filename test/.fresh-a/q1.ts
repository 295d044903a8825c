import { pipeline } from "dagwright";
import { names, note } from "./steps.ts";
export default pipeline("q1", async ({ n }: { n: number }) => {
  const list = await names({ n });
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  const unique: string[] = [];
  for (const name of list) {
    if (seen.has(name)) continue;
    seen.add(name);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    unique.push(name);
  }
  await note({ text: unique.join() });
  return { unique, size: seen.size, c: [...counts] };
});
