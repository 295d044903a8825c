/** The files of a new project. `pipeline.ts` and its test are compiled, run and tested by this package's own tests. */

export const TSCONFIG = `{
  "compilerOptions": {
    "target": "es2024",
    "lib": ["es2024"],
    "types": ["node"],
    "module": "preserve",
    "moduleResolution": "bundler",
    "allowImportingTsExtensions": true,
    "isolatedModules": true,
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "include": ["*.ts", "*.mts"]
}
`;

export const VITEST_CONFIG = `import dagwright from "dagwright/vitest";
import { defineConfig } from "vitest/config";

export default defineConfig({ plugins: [dagwright()] });
`;

export const PIPELINE = `import { component, Dataset, Model, pipeline, step } from "dagwright";

interface Point {
  x: number;
  y: number;
}

interface Line {
  slope: number;
  intercept: number;
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

/** Fits a line and keeps it if it is good enough. The body is the graph: \`npx dagwright graph pipeline.ts\` draws it. */
export default pipeline(
  "fit-line",
  async ({ count = 200, noise = 0.1, maxError = 0.2 }: { count?: number; noise?: number; maxError?: number }): Promise<{ accepted: boolean; error: number; model?: Model }> => {
    const { train, test } = await makePoints({ count, noise });
    const { model } = await fitLine({ data: train });
    const { error } = await evaluate({ model, data: test });
    if (error > maxError) return { accepted: false, error };
    return { accepted: true, error, model };
  },
);
`;

export const PIPELINE_TEST = `import { Model } from "dagwright";
import { jsonArtifact, withFakes } from "dagwright/testing";
import { expect, test } from "vitest";
import main, { evaluate, fitLine } from "./pipeline.ts";

// A pipeline is an async function: calling it means what the graph means.
test("the line is found", async () => {
  const { accepted, model } = await main({});
  expect(accepted).toBe(true);
  const line = await model?.json<{ slope: number; intercept: number }>();
  expect(line?.slope).toBeCloseTo(3, 0);
  expect(line?.intercept).toBeCloseTo(2, 0);
});

test("a bad model is not accepted", async () => {
  const result = await withFakes(
    [
      [fitLine, async () => ({ model: jsonArtifact(Model, { slope: 0, intercept: 0 }) })],
      [evaluate, async () => ({ error: 5 })],
    ],
    () => main({ maxError: 1 }),
  );
  expect(result).toEqual({ accepted: false, error: 5 });
});
`;
