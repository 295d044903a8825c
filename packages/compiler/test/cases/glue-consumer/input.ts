import { pipeline } from "dagwright";
import { load, report, type Row } from "../steps.ts";

const describe = (row: Row): string => `${row.id}: ${row.name.toUpperCase()}`;
const WANTED = /^a/u;
const MIN = 2;

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows, count } = await load({ table });
  const best = rows.filter((row) => row.score >= MIN && WANTED.test(row.name)).toSorted((a, b) => b.score - a.score);
  return await report({ lines: best.map(describe), total: Math.max(count, best.length) });
});
