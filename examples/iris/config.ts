// What the pipeline is built from. These constants fold into the graph, so that a change shows in the compiled files.

/** How one forest is grown. */
export interface ForestConfig {
  name: string;
  trees: number;
  /** Columns each tree gets to see, of four. */
  features: number;
}

export const FORESTS: readonly ForestConfig[] = [
  { name: "small", trees: 5, features: 2 },
  { name: "mixed", trees: 25, features: 2 },
  { name: "deep", trees: 25, features: 3 },
];

export const SEED = 21;
export const MIN_ACCURACY = 0.9;
export const FOLDS = 5;
