import { pipeline } from "dagwright";
import { add, fit, load, notify, prepare, score } from "../steps.ts";
import { evaluateAll, retried, tell } from "./helpers.ts";

export default pipeline("main", async ({ table, n }: { table: string; n: number }) => {
  const { train, test } = await prepare({ table, seed: 1 });
  const { model } = await fit({ data: train, seed: 1 });
  const results = await evaluateAll([model], test);
  const small = await bounded(n);
  const [left, right] = await Promise.all([bounded(1), bounded(2, 1)]);
  await tell(notify, ["a", "b"]);
  const { value, text } = await labelled({ n }, ({ n: count }) => `${count}`);
  const counts = await Promise.all((await load({ table })).rows.map((row) => bounded(row.id)));
  const last = await withRest(...[1, 2]);
  return { results, small, left, right, value, text, counts, last, again: await retried({ a: 1, b: last }) };

  async function withRest(first: number, ...others: number[]) {
    return add({ a: first, b: others.length });
  }
});

/** Ends early. */
async function bounded(start: number, limit = 10): Promise<number> {
  const sum = await add({ a: start, b: limit });
  if (sum > limit) return limit;
  const { value } = await score({ x: sum });
  return value;
}

async function labelled<T extends object>(value: T, describe: (value: T) => string): Promise<{ value: T; text: string }> {
  const text = describe(value);
  await notify({ text });
  return { value, text };
}
