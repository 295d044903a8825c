import { component, type Dataset, type Model, parallelMap, pipeline } from "dagwright";
import { evaluate, fit, prepare, release } from "../steps.ts";

export const split = component({}, async (input: { data: Dataset; parts: number }): Promise<{ shards: Dataset[]; byName: Record<string, Dataset>; extra?: Dataset }> => {
  throw new Error(String(input.parts));
});
export const gather = component({}, async (input: { parts: Dataset[]; models?: Record<string, Model> }): Promise<Dataset> => {
  throw new Error(String(input.parts.length));
});

export default pipeline("main", async ({ table }: { table: string }) => {
  const { train, test } = await prepare({ table, seed: 1 });
  const { shards, byName, extra } = await split({ data: train, parts: 3 });
  const fitted = await Promise.all(shards.map((data, seed) => fit({ data, seed })));
  const tested = await parallelMap(fitted, async ({ model }) => ({ model, ...(await evaluate({ model, test })) }), { concurrency: 2 });
  const good = tested.filter(({ model, auc }) => auc > 0.5 && model.metadata["ok"] === true);
  const models = Object.fromEntries(fitted.map(({ model }, index) => [`fold-${index}`, model]));
  const all = await gather({ parts: [...shards, test, ...Object.values(byName)], models });
  if (extra !== undefined) await gather({ parts: [extra, all] });
  const [first = train] = shards;
  return { best: await release({ candidates: good }), first, models: tested.map(({ model }) => model) };
});
