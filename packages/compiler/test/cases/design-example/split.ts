import { Dataset } from "dagwright";

export const split = (table: string, seed: number): { train: Dataset; test: Dataset; rows: number } => ({
  train: Dataset.fromText(`${table}-train-${seed}`),
  test: Dataset.fromText(`${table}-test-${seed}`),
  rows: 2,
});
