import { pipeline } from "dagwright";
import { rows, page, type Row } from "./steps.ts";
import { digest, type Summary } from "./helpers/index.ts";
export const CASES = [{ sources: [3, 5] }, { sources: [] }, { sources: [0], limit: 1 }];
type Keyed<T> = { [K in keyof T]: { key: K; value: T[K] } }[keyof T];
export default pipeline("p06-etl", async ({ sources, limit = 100 }: { sources: number[]; limit?: number }) => {
  const pages = await Promise.all(sources.map((n) => rows({ n })));
  const all = pages.flatMap((p) => p.rows);
  const seen = new Set<string>();
  const unique: Row[] = [];
  for (const row of all) {
    if (seen.has(row.id)) continue;
    seen.add(row.id);
    unique.push(row);
  }
  const grouped = unique.reduce<Record<string, Row[]>>((acc, row) => ({ ...acc, [row.tags[0] ?? "none"]: [...(acc[row.tags[0] ?? "none"] ?? []), row] }), {});
  const summary: Summary = digest(unique);
  const { page: report } = await page({ title: `Rows: ${unique.length}`, rows: summary.histogram });
  return { summary, groups: Object.keys(grouped).sort(), report: report !== undefined, latest: pages.at(-1)?.at.toISOString() ?? null, limited: unique.slice(0, Math.min(limit, 2)).map(({ id, note = "-" }) => `${id}:${note}`) };
});
