import { loop, pipeline } from "dagwright";
import { rows, type Row } from "./steps.ts";
export const CASES = [{ start: 6 }, { start: 2 }];
export default pipeline("p07-paging", async ({ start }: { start: number }) => {
  const out: Row[] = [];
  let cursor: string | undefined;
  let n = start;
  for (const _ of loop({ max: 20 })) {
    const page = await rows({ n });
    out.push(...page.rows);
    cursor = page.cursor;
    if (!cursor) break;
    n -= 1;
  }
  return { total: out.length, ids: out.map((r) => r.id), cursor: cursor ?? null };
});
