import { parallelMap, pipeline } from "dagwright";
import { numbers, score } from "../steps.ts";

export default pipeline("main", async () => {
  const xs = await numbers({ upTo: 9 });
  const scored = await parallelMap(xs, async (x) => (await score({ x })).value, { concurrency: 4 });
  const few = await parallelMap([1, 2, 3], (x) => score({ x }), { concurrency: 1 });
  return { scored, few };
});
