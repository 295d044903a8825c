// KFP: nested_with_parameters
// Exercises: a loop in a loop whose results are a list of lists of whole numbers, read by a step and returned (KFP's own local runner fails at it)
import { component, pipeline } from "dagwright";

export const double = component({}, async (input: { n: number }): Promise<number> => input.n * 2);

export const addTwo = component({}, async (input: { a: number; b: number }): Promise<number> => input.a + input.b);

export const addAll = component(
  {},
  async (input: {
    /** Whole numbers. */
    rows: number[][];
  }): Promise<number> => input.rows.flat().reduce((sum, n) => sum + n, 0),
);

export default pipeline("table-of-sums", async () => {
  const rows = await Promise.all(
    [1, 2, 3].map((x) =>
      Promise.all(
        [1, 2, 3].map(async (y) => {
          const [a, b] = await Promise.all([double({ n: x }), double({ n: y })]);
          return addTwo({ a, b });
        }),
      ),
    ),
  );
  return { rows, sum: await addAll({ rows }) };
});
