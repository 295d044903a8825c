/** Lists may hold `undefined`, from optional outputs and from settled results. */
import { component, pipeline } from "dagwright";
import { add, note, range, total } from "../steps.ts";

/** Gives nothing for every other one. */
export const half = component({}, async ({ n }: { n: number }): Promise<number | undefined> => (n % 2 === 0 ? n / 2 : undefined));

export default pipeline("lists-with-holes", async () => {
  const { items } = await range({ n: 5 });
  const halves = await Promise.all(items.map((n) => half({ n })));
  await total({ values: halves.filter((x) => x !== undefined) });
  await note({ text: `${halves.indexOf(undefined)} ${halves.map((x) => typeof x).join()}` });
  const one: (number | undefined)[] = [];
  for (const n of items) one.push(await half({ n }));
  let missing = 0;
  for (const x of one) if (x === undefined) missing += 1;
  await note({
    text: `${missing} of ${one.length}, as ${(await Promise.all(items.map((n) => half({ n: n + 1 })))).filter((x) => x === undefined).length}`,
  });
  const pair = [await half({ n: 8 }), await half({ n: 9 })];
  await total({ values: pair.flatMap((x) => (x === undefined ? [] : [x])) });

  const settled = await Promise.allSettled(items.map((n) => add({ a: n, b: n, fail: n === 2 })));
  const sums = settled.map((result) => (result.status === "fulfilled" ? result.value.sum : undefined));
  await total({ values: sums.filter((x) => x !== undefined) });
  return { missing, first: halves.find((x) => x !== undefined) ?? 0 };
});
