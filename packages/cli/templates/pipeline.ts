import { component, Dataset, Model, pipeline, step } from "dagwright";

interface Point {
  x: number;
  y: number;
}

interface Line {
  slope: number;
  intercept: number;
}

interface Settings {
  count?: number;
  noise?: number;
  /** A worse line is not accepted. */
  maxError?: number;
}

/** Makes points near the line y = 3x + 2, half to learn from and half to judge by. */
export const makePoints = component({}, async (input: { count: number; noise: number }): Promise<{ train: Dataset; test: Dataset }> => {
  const points = Array.from({ length: input.count }, (_, index): Point => {
    const x = index / input.count;
    // The same points every time: the sine stands for chance.
    return { x, y: 3 * x + 2 + input.noise * Math.sin(index * 12.9898) };
  });
  return {
    train: Dataset.fromJson(points.filter((_, index) => index % 2 === 0)),
    test: Dataset.fromJson(points.filter((_, index) => index % 2 === 1)),
  };
});

/** Fits a line by least squares. */
export const fitLine = component({ memory: "256Mi", retries: 1 }, async (input: { data: Dataset }): Promise<{ model: Model }> => {
  const points = await input.data.json<Point[]>();
  const mean = (pick: (point: Point) => number): number => points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  const line: Line = { slope, intercept: y - slope * x };
  step.log.metric("slope", line.slope);
  step.log.metric("intercept", line.intercept);
  return { model: Model.fromJson(line) };
});

/** The root of the mean squared error on points the model has not seen. */
export const evaluate = component({}, async (input: { model: Model; data: Dataset }): Promise<{ error: number }> => {
  const { slope, intercept } = await input.model.json<Line>();
  const points = await input.data.json<Point[]>();
  const squares = points.map(({ x, y }) => (y - (slope * x + intercept)) ** 2);
  const error = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  step.log.metric("error", error);
  return { error };
});

/** Fits a line and keeps it if it is good enough. The body is the graph: `npx dagwright graph pipeline.ts` draws it. */
export default pipeline(
  "fit-line",
  async ({ count = 200, noise = 0.1, maxError = 0.2 }: Settings): Promise<{ accepted: boolean; error: number; model?: Model }> => {
    const { train, test } = await makePoints({ count, noise });
    const { model } = await fitLine({ data: train });
    const { error } = await evaluate({ model, data: test });
    if (error > maxError) return { accepted: false, error };
    return { accepted: true, error, model };
  },
);
