// Steps that make and judge a model, in the function form.
import { component, type Dataset, Model, step } from "dagwright";
import type { ForestConfig } from "./config.ts";
import { fromCsv } from "./flowers.ts";
import { growForest, judge, loadForest, type SavedForest, saveForest } from "./forest.ts";

/** Grows a forest on the table. */
export const trainForest = component(
  { cpu: 1, memory: "512Mi", retries: 1 },
  async (input: { table: Dataset; forest: ForestConfig; seed: number }): Promise<{ model: Model }> => {
    const { name, trees, features } = input.forest;
    step.log.param("trees", trees);
    step.log.param("features", features);
    const forest = growForest(fromCsv(await input.table.text()), input.forest, input.seed);
    return { model: Model.fromText(saveForest(forest), { name: `${name}.json`, metadata: { trees, features } }) };
  },
);

/** How well a model does on rows it has not seen. `confusion[actual][predicted]`. */
export const evaluate = component(
  { cpu: 1, memory: "256Mi" },
  async (input: { model: Model; table: Dataset }): Promise<{ accuracy: number; confusion: number[][] }> => {
    const saved = await input.model.json<SavedForest>();
    const judged = judge(loadForest(saved), fromCsv(await input.table.text()));
    step.log.metric("accuracy", judged.accuracy);
    return judged;
  },
);
