import { pipeline, run } from "dagwright";
import { rows, page, note } from "./steps.ts";
const DAY = 24 * 60 * 60 * 1000;
const addDays = (d: Date, n: number) => new Date(d.getTime() + n * DAY);
export const CASES = [{ since: "2024-02-27T00:00:00.000Z" }, { since: "2024-02-27T00:00:00.000Z", days: 3 }, {}];
export default pipeline("p17-dates", async ({ since = new Date("2023-12-31"), days = 2 }: { since?: Date; days?: number }) => {
  const { at } = await rows({ n: 1 });
  const partitions = Array.from({ length: days }, (_, i) => addDays(since, i));
  const late = at.getTime() > since.getTime() ? at : since;
  const out: string[] = [];
  for (const day of partitions) {
    const key = day.toISOString().slice(0, 10);
    await note({ text: `partition dt=${key}` });
    if (day.getUTCDay() === 0) continue;
    out.push(key);
  }
  await page({ title: late.toISOString(), rows: {}, when: late });
  return { out, late, year: late.getUTCFullYear(), cmp: at < since, hasRun: run.id.length > 0 };
});
export const PLAIN = (x: { since?: string }) => (x.since ? { ...x, since: new Date(x.since) } : x);
