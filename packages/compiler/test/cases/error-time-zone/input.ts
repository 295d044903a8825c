import { pipeline } from "dagwright";
import { load, notify, score, type Row } from "../steps.ts";

const day = (when: Date): number => when.getDay();
const sorted = (rows: readonly Row[]) => rows.toSorted((a, b) => a.name.localeCompare(b.name));

export default pipeline("main", async ({ table }: { table: string }) => {
  const { when, rows } = await load({ table });
  await score({ x: when.getHours() + day(when) });
  await notify({ text: `at ${when}` });
  await notify({ text: "at " + when + String(when) });
  await notify({ text: new Date(2024, 1, 2).toISOString() });
  return sorted(rows).length + when.getUTCHours();
});
