import { pipeline } from "dagwright";
import { load, score } from "../steps.ts";

export default pipeline("main", async ({ table, mode, extra }: { table: string; mode: "a" | "b"; extra?: { rate: number } | null }) => {
  const { count, name, rows, best, ok } = await load({ table });
  const first = await score({ x: -count % 7 + (best ?? 1) * 2 - rows.length, label: name + "-" + count });
  return {
    same: mode === "a" && !ok,
    different: first.verdict !== "ship" || count >= 10,
    rate: extra?.rate ?? 0,
    missing: extra == null,
    size: mode === "b" ? "big" : `${name}!`,
    text: `${name}/${count}/${ok}`,
    item: rows[0],
    nested: { list: [count, 2, best ?? 0], when: { known: true } },
  };
});
