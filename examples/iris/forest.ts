// The learning itself: plain functions that know nothing of pipelines.
import { RandomForestClassifier } from "ml-random-forest";
import type { ForestConfig } from "./config.ts";
import { type Flower, SPECIES } from "./flowers.ts";

export type Forest = RandomForestClassifier;
export type SavedForest = ReturnType<Forest["toJSON"]>;

/** As JSON text. The library marks leaves with infinite numbers, which become null, and which prediction does not read. */
export const saveForest = (forest: Forest): string => JSON.stringify(forest);

/** The same rows, configuration and seed grow the same forest. */
export function growForest(flowers: readonly Flower[], config: ForestConfig, seed: number): Forest {
  const forest = new RandomForestClassifier({
    nEstimators: config.trees,
    maxFeatures: config.features,
    seed,
    replacement: false,
    useSampleBagging: true,
    noOOB: true,
  });
  forest.train(
    flowers.map(({ measures }) => measures),
    flowers.map(({ species }) => SPECIES.indexOf(species)),
  );
  return forest;
}

export const loadForest = (saved: SavedForest): Forest => RandomForestClassifier.load(saved);

/** `confusion[actual][predicted]`, in the order of `SPECIES`. */
export function judge(forest: Forest, flowers: readonly Flower[]): { accuracy: number; confusion: number[][] } {
  const predicted = forest.predict(flowers.map(({ measures }) => measures));
  const confusion = SPECIES.map((actual) =>
    SPECIES.map((_, guess) => flowers.filter(({ species }, row) => species === actual && predicted[row] === guess).length),
  );
  const right = flowers.filter(({ species }, row) => predicted[row] === SPECIES.indexOf(species)).length;
  return { accuracy: right / flowers.length, confusion };
}
