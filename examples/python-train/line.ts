/** `y = intercept + slope * x`: what `train.py` writes as a model, and how it finds it. */
export interface Line {
  slope: number;
  intercept: number;
}

export type Point = readonly [x: number, y: number];

/** Least squares. Throws a `RangeError` where no line is the best one. */
export function fitLine(points: readonly Point[]): Line {
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const spread = sum(points.map(([x]) => (x - meanX) ** 2));
  if (points.length < 2 || spread === 0) throw new RangeError("a line needs two points of different x");
  const slope = sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / spread;
  return { slope, intercept: meanY - slope * meanX };
}

export const meanSquaredError = (points: readonly Point[], { slope, intercept }: Line): number =>
  mean(points.map(([x, y]) => (y - (intercept + slope * x)) ** 2));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
