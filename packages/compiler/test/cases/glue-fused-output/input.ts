import { pipeline } from "dagwright";
import { numbers } from "../steps.ts";

export default pipeline("main", async ({ n }: { n: number }) => {
  const [a, b] = await Promise.all([numbers({ upTo: n }), numbers({ upTo: 3 })]);
  const all = [...a, ...b];
  return { mean: all.reduce((sum, x) => sum + x, 0) / all.length, least: Math.min(...all), unit: "s" };
});
