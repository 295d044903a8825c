import { pipeline } from "dagwright";
import { load, score } from "../steps.ts";

export default pipeline("main", async ({ table, overrides }: { table: string; overrides: { x?: number; label?: string } }) => {
  const { value, ...others } = await score({ x: 1, ...overrides });
  const loaded = await load({ table });
  return { value, ...others, extra: { ...{ a: 1, b: 2 }, b: loaded.count } };
});
