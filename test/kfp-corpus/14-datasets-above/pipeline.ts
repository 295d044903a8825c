// KFP: artifacts_complex
// Exercises: lists of artifacts from loops in loops, some items left out by an if, handed to a pipeline and returned
import { component, Dataset, pipeline } from "dagwright";

export const double = component({}, async (input: { n: number }): Promise<Dataset> => Dataset.fromText(String(input.n * 2)));

export const add = component({}, async (input: { data: Dataset[] }): Promise<Dataset> => {
  const texts = await Promise.all(input.data.map((one) => one.text()));
  return Dataset.fromText(String(texts.reduce((sum, text) => sum + Number(text), 0)));
});

export const addTwo = component({}, async (input: { a: Dataset; b: Dataset }): Promise<Dataset> =>
  Dataset.fromText(String(Number(await input.a.text()) + Number(await input.b.text()))),
);

export const addLists = pipeline("add-lists", async ({ a, b }: { a: Dataset[]; b: Dataset[] }): Promise<{ sum: Dataset }> => {
  const [first, second] = await Promise.all([add({ data: a }), add({ data: b })]);
  return { sum: await addTwo({ a: first, b: second }) };
});

export default pipeline("datasets-above", async ({ threshold = 2 }: { threshold?: number }) => {
  const made = await Promise.all(
    [1, 2, 3].map(async (n) => {
      const data = await double({ n });
      const above = await Promise.all(
        [1, 2, 3].map(async (m) => {
          if (m < threshold) return null;
          return double({ n: m });
        }),
      );
      return { data, above: above.filter((one) => one !== null) };
    }),
  );
  const datasets = made.map(({ data }) => data);
  const { sum } = await addLists({ a: datasets, b: made.flatMap(({ above }) => above) });
  return { datasets, sum };
});
