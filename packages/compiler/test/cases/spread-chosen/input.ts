import { pipeline } from "dagwright";
import { load, score } from "../steps.ts";

export default pipeline("main", async ({ table, label }: { table: string; label?: string }) => {
  const { count, ok, best } = await load({ table });
  const base = { x: 1, label: "base" };
  await score({ x: count, ...(ok ? { label: "ok" } : {}) });
  await score({ ...base, ...(best !== undefined && { x: best }), ...(label === undefined ? {} : { label }) });
  return { ...base, ...(count > 3 ? { x: count, extra: true } : { extra: false }) };
});
