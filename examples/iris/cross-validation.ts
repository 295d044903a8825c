// A pipeline of its own, that others call as a step.
import { component, type Dataset, pipeline, step } from "dagwright";
import { FOLDS, type ForestConfig } from "./config.ts";
import { Data, type Fold } from "./data.ts";
import { fromCsv } from "./flowers.ts";
import { growForest, judge } from "./forest.ts";

/** Grows a forest without the fold's rows and judges it by them. */
export const scoreFold = component(
  { cpu: 1, memory: "512Mi" },
  async (input: { table: Dataset; fold: Fold; forest: ForestConfig; seed: number }): Promise<{ accuracy: number }> => {
    const flowers = fromCsv(await input.table.text());
    const heldOut = new Set(input.fold.heldOut);
    const forest = growForest(
      flowers.filter((_, row) => !heldOut.has(row)),
      input.forest,
      input.seed,
    );
    const { accuracy } = judge(
      forest,
      flowers.filter((_, row) => heldOut.has(row)),
    );
    step.log.metric("accuracy", accuracy, { step: input.fold.index });
    return { accuracy };
  },
);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export const crossValidate = pipeline(
  "iris-cross-validation",
  async ({ table, forest, seed }: { table: Dataset; forest: ForestConfig; seed: number }): Promise<{ mean: number; worst: number }> => {
    const { folds } = await Data.fold({ table, count: FOLDS, seed });
    const scores = await Promise.all(folds.map((fold) => scoreFold({ table, fold, forest, seed })));
    const accuracies = scores.map(({ accuracy }) => accuracy);
    return { mean: mean(accuracies), worst: Math.min(...accuracies) };
  },
);
