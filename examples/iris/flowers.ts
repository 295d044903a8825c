// The table as text and as rows.

export const SPECIES = ["setosa", "versicolor", "virginica"] as const;
export type Species = (typeof SPECIES)[number];

export interface Flower {
  /** Sepal length and width, petal length and width, in centimetres. */
  measures: number[];
  species: Species;
}

const HEADER = "sepalLength,sepalWidth,petalLength,petalWidth,species";

export const toCsv = (flowers: readonly Flower[]): string =>
  `${[HEADER, ...flowers.map(({ measures, species }) => [...measures, species].join(","))].join("\n")}\n`;

/** Throws an `Error` that names the line of a row that is none. */
export function fromCsv(text: string): Flower[] {
  const [, ...lines] = text.trimEnd().split("\n");
  return lines.map((line, index) => {
    const cells = line.split(",");
    const species = SPECIES.find((known) => known === cells[4]);
    const measures = cells.slice(0, 4).map(Number);
    if (species === undefined || measures.length !== 4 || measures.some(Number.isNaN))
      throw new Error(`line ${index + 2} is no flower: ${line}`);
    return { measures, species };
  });
}
