// KFP: parameters_complex
// Exercises: results of loops in loops as lists of lists, collected inside the loop, after it and in another loop
import { component, pipeline } from "dagwright";

export const double = component({}, async (input: { n: number }): Promise<number> => input.n * 2);

export const add = component({}, async (input: { numbers: number[] }): Promise<number> => input.numbers.reduce((sum, n) => sum + n, 0));

export const addNested = component({}, async (input: { lists: number[][] }): Promise<number> =>
  input.lists.flat().reduce((sum, n) => sum + n, 0),
);

export const addBoth = component({}, async (input: { a: number[]; b: number[] }): Promise<number> =>
  [...input.a, ...input.b].reduce((sum, n) => sum + n, 0),
);

export default pipeline("sums-of-loops", async () => {
  const outer = await Promise.all(
    [1, 2, 3].map(async (n) => {
      const doubled = await double({ n });
      const inner = await Promise.all([4, 5, 6].map((m) => double({ n: m })));
      await add({ numbers: inner });
      return { doubled, inner };
    }),
  );
  const lists = outer.map(({ inner }) => inner);
  await addNested({ lists });

  const sums = await Promise.all(
    [0, 0, 0].map(async () => ({
      flat: await add({ numbers: outer.map(({ doubled }) => doubled) }),
      nested: await addNested({ lists }),
    })),
  );
  return { total: await addBoth({ a: sums.map(({ flat }) => flat), b: sums.map(({ nested }) => nested) }) };
});
