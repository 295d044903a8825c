/** Unions, nullish values, enums and records read as TypeScript reads them. */
import { pipeline } from "dagwright";
import { add, labels, note, range, say, shape } from "../steps.ts";

const Level = { Low: 1, High: 5 } as const;
const Mode = { Fast: "fast", Slow: "slow" } as const;
type Mode = (typeof Mode)[keyof typeof Mode];
const SHARED = { [Mode.Fast]: 1, [Mode.Slow]: 2 } satisfies Record<Mode, number>;

export default pipeline("reading-carefully", async ({ mode = Mode.Slow, title }: { mode?: Mode; title?: string }) => {
  const results: number[] = [];
  for (const kind of ["circle", "square"] as const) {
    const { shape: made, id, deep } = await shape({ kind, size: kind === "circle" ? Level.Low : Level.High });
    if (made.kind === "circle") await add({ a: made.radius, b: Level.High });
    else await say({ text: made.label ?? `side ${made.side}` });
    if (typeof id === "string") await note({ text: `text ${id}` });
    else await add({ a: id, b: 0 });
    if ("side" in made) await note({ text: `square of ${made.side}` });
    const { sum } = await add({ a: deep?.at?.x ?? -1, b: SHARED[mode] });
    results.push(sum);
  }
  const { items, last } = await range({ n: 0 });
  let shown = title;
  shown ??= "untitled";
  let total = 10;
  total += items.length;
  total *= last ?? 3;
  let flag = items.length > 0;
  flag ||= total > 20;
  flag &&= shown !== "";
  const { labels: byName } = await labels({ names: ["a", "b"] });
  const known = Object.entries(byName).map(([key, value]) => `${key}=${value}`);
  const wanted = byName[shown] ?? byName["b"] ?? 0;
  const raw = String.raw`${shown}\n`;
  const largest = Math.max(...items, ...results, 0);
  const doubled = Array.from(results, (value) => value * 2);
  await note({ text: `${items[0]?.toFixed(2) ?? "none"} ${known.join("&")} ${raw} ${mode satisfies Mode}` });
  return {
    results,
    total,
    flag,
    shown,
    wanted,
    largest,
    doubled,
    swapped: Object.fromEntries(known.map((text) => text.split("="))) as Record<string, string>,
  };
});
