/** A pipeline calls another, with and without its default inputs. */
import { pipeline } from "dagwright";
import { add, note } from "../steps.ts";

export const twice = pipeline("twice", async ({ n, by = 2 }: { n: number; by?: number }) => {
  const { sum } = await add({ a: n, b: by });
  await note({ text: `twice ${sum}` });
  return { sum };
});

export default pipeline("nested-pipeline", async () => {
  const one = await twice({ n: 1 });
  const two = await twice({ n: one.sum, by: 7 });
  return two.sum;
});
