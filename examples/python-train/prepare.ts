import { component, Dataset } from "dagwright";
import { CARS } from "./cars.ts";
import { toCsv } from "./csv.ts";

/** Two CSV files: every `holdOut`-th car to judge by, the others to learn from. */
export const prepare = component({}, async (input: { holdOut: number }): Promise<{ train: Dataset; test: Dataset }> => {
  const isHeldOut = (row: number): boolean => row % input.holdOut === input.holdOut - 1;
  const table = (name: string, keep: (row: number) => boolean): Dataset => {
    const rows = CARS.filter((_, row) => keep(row));
    return Dataset.fromText(toCsv(rows), { name, metadata: { rows: rows.length } });
  };
  return { train: table("train.csv", (row) => !isHeldOut(row)), test: table("test.csv", isHeldOut) };
});
