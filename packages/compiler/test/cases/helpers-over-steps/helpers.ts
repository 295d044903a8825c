import { withOptions, type Dataset, type Model } from "dagwright";
import { add, evaluate } from "../steps.ts";

export const retried = withOptions(add, { retries: 2 });

export const evaluateAll = (models: readonly Model[], test: Dataset) =>
  Promise.all(models.map(async (model) => ({ model, ...(await evaluate({ model, test })) })));

export async function tell(step: (input: { text: string }) => Promise<void>, texts: readonly string[]): Promise<void> {
  for (const text of texts) await step({ text });
}
