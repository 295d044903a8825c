import { component, type Dataset, type Model, step } from "dagwright";
import { fromCsv } from "./csv.ts";
import { type Line, meanSquaredError } from "./line.ts";

/** Root of the mean squared error on cars the model has not seen, in feet. */
export const evaluate = component({}, async (input: { model: Model; test: Dataset }): Promise<{ rmse: number }> => {
  const line = await input.model.json<Line>();
  const rmse = Math.sqrt(meanSquaredError(fromCsv(await input.test.text()), line));
  step.log.metric("rmse", rmse);
  return { rmse };
});
