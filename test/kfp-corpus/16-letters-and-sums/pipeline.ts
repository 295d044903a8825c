// KFP: pipeline_producer_consumer
// Exercises: pipelines called in loops in loops, a pipeline with a loop of its own and two outputs, lists of lists
import { component, pipeline } from "dagwright";

export const double = component({}, async (input: { n: number }): Promise<number> => input.n * 2);

export const add = component({}, async (input: { lists: number[][] }): Promise<number> =>
  input.lists.flat().reduce((sum, n) => sum + n, 0),
);

export const echo = component({}, async (input: { letter: string }): Promise<string> => input.letter);

export const join = component({}, async (input: { letters: string[] }): Promise<string> => input.letters.join(""));

export const doubling = pipeline("doubling", async ({ n }: { n: number }): Promise<{ doubled: number }> => ({
  doubled: await double({ n }),
}));

export const adding = pipeline("adding", async ({ lists }: { lists: number[][] }): Promise<{ sum: number; letters: string[] }> => {
  const [sum, letters] = await Promise.all([add({ lists }), Promise.all(["s", "u", "m"].map((letter) => echo({ letter })))]);
  return { sum, letters };
});

export default pipeline("letters-and-sums", async () => {
  const lists = await Promise.all(
    [1, 2, 3].map(() =>
      Promise.all(
        [1, 2, 3].map(async (n) => {
          const { doubled } = await doubling({ n });
          return doubled;
        }),
      ),
    ),
  );
  const { sum, letters } = await adding({ lists });
  return { sum, word: await join({ letters }) };
});
