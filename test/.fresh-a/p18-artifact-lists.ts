import { pipeline, type Model } from "dagwright";
import { ensemble, fit, load, save } from "./steps.ts";
export const CASES = [{ lrs: [1, 2] }, { lrs: [] }];
const BASE = [0.5, 0.25];
export default pipeline("p18-artifact-lists", async ({ lrs }: { lrs: number[] }) => {
  const models: Model[] = [];
  for (const lr of BASE) { const { model } = await fit({ lr }); models.push(model); }
  for (const lr of lrs) models.push((await fit({ lr })).model);
  let best = (await fit({ lr: 99 })).model;
  let bestLoss = 1e9;
  for (const lr of lrs) {
    const { model, loss } = await fit({ lr: lr / 2 });
    if (loss < bestLoss) { best = model; bestLoss = loss; }
  }
  const { text } = await ensemble({ models: [...models, best] });
  const byName = { a: models[0]!, b: best };
  const { data } = await save({ text: `${text}|${byName.b.metadata["lr"]}` });
  return { text: (await load({ data })).text, n: models.length };
});
