/** Functions over steps, as a team keeps them beside its pipelines: each call becomes part of the graph that calls it. */
import { withOptions } from "dagwright";
import { add, say } from "./steps.ts";

export const pick = { plain: add, patient: withOptions(add, { retries: 2 }) };

const STEP = 5;

/** Ends early for what is large already. */
export async function bounded(start: number, limit = STEP * 2): Promise<number> {
  const { sum } = await add({ a: start, b: STEP });
  if (sum > limit) return limit;
  const { sum: more } = await add({ a: sum, b: STEP });
  return more;
}

export const addAll = async (values: readonly number[], to: number) =>
  Promise.all(
    values.map(async (value) => {
      const { sum } = await add({ a: value, b: to });
      return { value, sum };
    }),
  );

export async function each(step: (input: { text: string }) => Promise<void>, texts: readonly string[]) {
  for (const text of texts) await step({ text });
}

/** Not async itself: its caller gets the promises. */
export const sayTwice = (text: string) => Promise.all([say({ text }), say({ text: `${text} again` })]);
