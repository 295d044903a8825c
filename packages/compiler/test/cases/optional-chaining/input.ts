import { pipeline } from "dagwright";
import { load, notify, score } from "../steps.ts";

interface Options {
  size?: number;
  inner?: { names?: string[] } | null;
}
const NOTHING = undefined as { a: { b: string } } | undefined;
const DEFAULTS: { retries?: number } = {};

export default pipeline("main", async ({ table, options }: { table: string; options?: Options }) => {
  const { rows, name } = await load({ table });
  await score({ x: options?.size ?? DEFAULTS?.retries ?? 7, label: options?.inner?.names?.[0] ?? "none" });
  await notify({ text: NOTHING?.a.b ?? rows[0]?.name?.toUpperCase() ?? name?.trim() });
  return rows.at(-1)?.score ?? 0;
});
