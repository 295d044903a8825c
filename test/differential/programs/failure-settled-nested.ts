/** Groups inside `allSettled` settle as a whole, and lists of constants keep their tuples. */
import { parallelMap, pipeline, StepError } from "dagwright";
import { add, note, range, say, total } from "../steps.ts";
const SEEDS = [1, 2, 3] as const;
const describe = (r: PromiseSettledResult<{ sum: number }>): string => (r.status === "fulfilled" ? `${r.value.sum}` : `${r.reason.kind}`);

export default pipeline("failure-settled-nested", async ({ n = 3 }: { n?: number }) => {
  const { items } = await range({ n });
  const seeds = await Promise.allSettled(SEEDS.map((seed) => add({ a: seed, b: 100, fail: seed === 2 })));
  const nested = await Promise.allSettled([
    Promise.all([add({ a: 1, b: 1 }), say({ text: "x" })]),
    Promise.all(items.map((x) => add({ a: x, b: x, fail: x === 3 }))),
    parallelMap(items, async (x) => (await add({ a: x, b: 0 })).sum, { concurrency: 1 }),
    Promise.allSettled([add({ a: 9, b: 9, fail: true })]),
    (async () => {
      if (items.length > 2) throw new Error(`too many: ${items.length}`);
      await note({ text: "few" });
    })(),
  ]);
  const texts = seeds.map(describe);
  const messages = seeds
    .filter((r) => r.status === "rejected")
    .map((r) => (r.reason instanceof Error ? r.reason.message : String(r.reason)));
  const [one, two, three, four, five] = nested;
  await note({ text: `${texts.join()} ${messages.join()} ${one.status} ${two.status} ${three.status} ${four.status} ${five.status}` });
  if (one.status === "fulfilled") await note({ text: `${one.value[0].sum} ${one.value[1].text}` });
  if (two.status === "rejected") await note({ text: two.reason.message });
  if (three.status === "fulfilled") await total({ values: three.value });
  if (four.status === "fulfilled") {
    const [inner] = four.value;
    if (inner.status === "rejected") await note({ text: inner.reason.step });
  }
  if (five.status === "rejected") {
    const own = five.reason instanceof StepError ? "a step" : "the body";
    await note({ text: `${own}: ${five.reason.message}` });
  }
  for (const r of seeds) {
    if (r.status === "rejected") continue;
    await say({ text: `${r.value.sum}` });
  }
});
