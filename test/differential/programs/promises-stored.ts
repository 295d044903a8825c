/** Promises may be kept in variables and lists, and awaited later and twice. */
import { pipeline, type StepError } from "dagwright";
import { add, note, range, say, total } from "../steps.ts";
const pick = async (flag: boolean, x: number) => (flag ? add({ a: x, b: 1 }) : add({ a: x, b: 2 }));

export default pipeline("promises-stored", async ({ n = 3, flag = true }: { n?: number; flag?: boolean }) => {
  const { items } = await range({ n });
  const a = await (flag ? add({ a: 1, b: n }) : n > 2 ? add({ a: 2, b: n }) : add({ a: 3, b: n }));
  const b = await pick(n > 2, 10);
  const sums = await Promise.all(items.map(async (x) => (x > 1 ? add({ a: x, b: 20 }) : add({ a: x, b: 21 }))));
  await (n > 100 ? note({ text: "big" }) : note({ text: "small" }));
  const stored = items.map(async (x) => (await add({ a: x, b: 30 })).sum);
  const inline = (async () => {
    await note({ text: "inline" });
    return n * 2;
  })();
  const all = Promise.all([say({ text: "all 1" }), say({ text: "all 2" })]);
  const [storedSums, doubled, [s1, s2]] = await Promise.all([Promise.all(stored), inline, all]);
  const again = (await all).length + (await inline);
  const seeds = [1, 2].map(async (x) => (await add({ a: x, b: 40 })).sum);
  const settled = await Promise.allSettled(seeds);
  const ps = [add({ a: 50, b: 1 }), add({ a: 51, b: 1, fail: n === 3 })];
  let message = "none";
  try {
    const p = add({ a: 60, b: 1, fail: flag });
    const [x] = await Promise.all(ps);
    await p;
    message = `${x?.sum}`;
  } catch (e) {
    message = (e as StepError).message;
  }
  const late = add({ a: 70, b: 1 });
  let word: string;
  if (n === 3) {
    const { sum } = await late;
    word = `three ${sum}`;
    await note({ text: word });
  } else {
    word = `other ${(await late).sum}`;
  }
  await note({ text: message });
  return flag
    ? total({ values: [a.sum, b.sum, ...storedSums, doubled, s1.length, s2.length, again, settled.length] })
    : total({ values: sums.map((s) => s.sum) });
});
