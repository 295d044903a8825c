import type { Point } from "./line.ts";

export const toCsv = (points: readonly Point[]): string => ["x,y", ...points.map((point) => point.join(",")), ""].join("\n");

export const fromCsv = (text: string): Point[] =>
  text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [x = Number.NaN, y = Number.NaN] = line.split(",").map(Number);
      return [x, y];
    });
