import { Model } from "dagwright";
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
