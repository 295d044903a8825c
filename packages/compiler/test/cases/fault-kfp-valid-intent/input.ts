import { component, pipeline } from "dagwright";
import { add, load, notify, numbers, score } from "../steps.ts";

enum Level {
  Low = "low",
  High = "high",
}
interface Settings {
  level: Level;
  mode: "fast" | "exact";
  limit: number | string;
}

export const configure = component({}, async (input: Settings): Promise<{ k: string }> => ({ k: `${input.level} ${input.mode} ${input.limit}` }));

const MIXED = [
  { a: 1, b: "x" },
  { a: 2, b: "y" },
];

export default pipeline("main", async ({ verbose, settings, label }: { verbose: boolean; settings: Settings; label?: string }) => {
  const { value } = await score({ x: 1 });
  await Promise.all(MIXED.map((item) => notify({ text: item.b })));
  if (verbose) await notify({ text: label ?? "no label" });
  if (settings.mode !== "fast" && value > 0) await notify({ text: "both hold" });

  const out = await configure(settings);
  await add({ a: value + 1, b: 1 });
  await notify({ text: out.k.toUpperCase() + out["k"] });
  for (const n of await numbers({ upTo: 3 })) await score({ x: n });
  const { name, count } = await load({ table: "t" });
  await Promise.all(Array.from({ length: count }, (_, index) => index).map((index) => notify({ text: `${name} ${index}` })));
});
