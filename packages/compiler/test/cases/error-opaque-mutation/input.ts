import { pipeline } from "dagwright";
import { load, report } from "../steps.ts";

class Tally {
  readonly counts = new Map<string, number>();
  count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows, when } = await load({ table });
  const seen = new Set<string>();
  const byName = new Map<string, number>();
  const names: string[] = [];
  for (const { name, score } of rows) {
    if (seen.has(name)) continue;
    seen.add(name);
    byName.set(name, score);
    names.push(name);
  }
  const tally = new Tally();
  tally.count("a");
  rows.forEach((row) => {
    tally.count(row.name);
  });
  when.setUTCDate(1);
  await report({ lines: names, total: seen.size + byName.size + tally.counts.size });
});
