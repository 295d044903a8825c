import { pipeline } from "dagwright";
import { fit, ensemble, trainOne, type Trial } from "./steps.ts";
const GRID = { lr: [0.1, 0.3, 1], depth: [2, 4] } as const satisfies Record<string, readonly number[]>;
const cartesian = GRID.lr.flatMap((lr) => GRID.depth.map((depth) => ({ lr, depth })));
const byLoss = (a: Trial, b: Trial) => a.loss - b.loss;
export const CASES = [{}, { top: 2, extra: [{ lr: 0.2, depth: 9 }] }, { extra: [{ lr: 9, depth: 1 }] }];
export default pipeline("p01-sweep", async ({ top = 1, extra = [] }: { top?: number; extra?: { lr: number; depth: number }[] }) => {
  const trials: Trial[] = [];
  for (const lr of GRID.lr) {
    for (const depth of GRID.depth) {
      trials.push(await trainOne({ lr, depth }));
    }
  }
  const more = await Promise.all(extra.map((config) => trainOne({ ...config, seed: 1 })));
  const all = [...trials, ...more].sort(byLoss).slice(0, top);
  const [best, ...rest] = all;
  if (!best) throw new Error("nothing trained");
  const again = await Promise.all(cartesian.map(async ({ lr }, i) => ({ i, ...(await fit({ lr, name: `g${i}` })) })));
  const { text } = await ensemble({ models: again.filter(({ loss }) => loss < 1).map((r) => r.model), weights: again.map((r) => r.loss) });
  return { best, rest: rest.length, text, mean: all.reduce((sum, { loss }) => sum + loss, 0) / all.length };
});
