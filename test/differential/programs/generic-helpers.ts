/** Generic helpers map, repeat and combine the steps they are given. */
import { parallelMap, pipeline } from "dagwright";
import { add, range, say } from "../steps.ts";

const mapAll = <T, R>(items: readonly T[], run: (item: T, index: number) => Promise<R>) => Promise.all(items.map(run));

const twoAtATime = async <T, R>(items: readonly T[], run: (item: T) => Promise<R>) => parallelMap(items, run, { concurrency: 2 });

async function inOrder<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}

async function labelled<T extends object>(started: Promise<T>, label: string): Promise<T & { label: string }> {
  const value = await started;
  return { ...value, label };
}

async function least<T extends { sum: number }>(started: readonly Promise<T>[]): Promise<T | undefined> {
  const all = await Promise.all(started);
  return all.toSorted((a, b) => a.sum - b.sum)[0];
}

async function repeat<T>(first: T, times: number, run: (value: T) => Promise<T>): Promise<T> {
  let value = first;
  for (let turn = 0; turn < times; turn++) value = await run(value);
  return value;
}

export default pipeline("generic-helpers", async ({ n = 3 }: { n?: number }) => {
  const { items } = await range({ n });
  const said = await mapAll(items, (item, index) => say({ text: `${index}: ${item}` }));
  const sums = await twoAtATime(items, async (item) => (await add({ a: item, b: 1 })).sum);
  const texts = await inOrder(items, (item) => say({ text: `again ${item}` }));
  const named = await labelled(say({ text: "one" }), "first");
  const smallest = await least([add({ a: 3, b: 2 }), add({ a: 2, b: 2 })]);
  const grown = await repeat("x", n, async (value) => (await say({ text: `${value}y` })).text);
  return { said: said.map(({ length }) => length), sums, texts: texts.map(({ text }) => text), named, smallest: smallest?.sum, grown };
});
