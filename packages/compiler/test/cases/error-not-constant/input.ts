import { approval, parallelMap, pipeline, withOptions } from "dagwright";
import { load, score } from "../steps.ts";

export default pipeline("main", async ({ table, limit }: { table: string; limit: number }) => {
  const { count, name } = await load({ table });
  await withOptions(score, { memory: name })({ x: 1 });
  await parallelMap([1, 2], (x) => score({ x }), { concurrency: limit });
  await approval({ message: "ok?", policy: name, expires: "soon" });
  const pick = [score, load][count];
  return pick === undefined;
});
