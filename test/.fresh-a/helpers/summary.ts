import type { Row } from "../steps.ts";
export interface Summary { mean: number; max: number; top: string[]; histogram: Record<string, number> }
export function summarize(rows: readonly Row[]): Summary {
  const histogram: Record<string, number> = {};
  for (const row of rows) for (const tag of row.tags) histogram[tag] = (histogram[tag] ?? 0) + 1;
  return {
    mean: rows.length === 0 ? 0 : rows.reduce((s, r) => s + r.score, 0) / rows.length,
    max: Math.max(0, ...rows.map((r) => r.score)),
    top: [...rows].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, 2).map((r) => r.id),
    histogram,
  };
}
