import { pipeline } from "dagwright";
import { load, notify, numbers, report, score } from "../steps.ts";

const LIMITS = { low: 1, high: 9 } as const;
const KEY = "low";
const ORDER = ["a", "b", "c"] as const;

export default pipeline(
  "main",
  async ({ tags, deep: { size, ...sizes }, pair: [left, ...right] }: { tags: Record<string, number>; deep: { size: number; unit: string; note?: string }; pair: [string, number, boolean] }) => {
    const { rows, when, ...known } = await load({ table: left });
    const { [KEY]: low, ...others } = LIMITS;
    const [head, ...tail] = ORDER;
    const { x, ...open } = tags;
    const [first, ...items] = await numbers({ upTo: low });
    const [initial, ...letters] = known.name;
    let more: number[];
    [, ...more] = items;
    await score({ x: (first ?? 0) + (x ?? 0) + size, label: `${head} ${tail.length} ${initial ?? ""}` });
    await report({ lines: letters, total: more.length });
    await notify({ text: `${sizes.unit} ${sizes.note ?? ""} ${right[1]}` });
    return { known, others, open, items, sizes };
  },
);
