/** A step may be awaited anywhere in an expression: in arguments, templates, conditions, lists and records. */
import { pipeline } from "dagwright";
import { add, note, range, say, total } from "../steps.ts";
const one = async (x: number) => (await add({ a: x, b: 1 })).sum;

export default pipeline("choices-awaited", async ({ n = 3, flag = true, name }: { n?: number; flag?: boolean; name?: string }) => {
  const { items, last } = await range({ n });
  const a = flag ? await add({ a: 1, b: n }) : await add({ a: 2, b: n });
  await note({ text: flag ? (await say({ text: "arg" })).text : "none" });
  await note({ text: `in template ${n > 2 ? (await add({ a: 5, b: 5 })).sum : 0} and ${name ?? (await say({ text: "no name" })).text}` });
  const both = n > 1 && (await add({ a: 7, b: 7 })).sum > 10 && (await add({ a: 8, b: 8 })).sum > 20;
  const either = items.length === 0 || (await add({ a: 9, b: 9 })).sum > 1;
  const word = name || (await say({ text: "word" })).text;
  const deep = flag ? (n > 5 ? (await add({ a: 10, b: 1 })).sum : (await add({ a: 11, b: 1 })).sum) : await total({ values: items });
  const maybe = last === undefined ? undefined : await add({ a: last, b: 100 });
  if (flag && (await say({ text: "in if" })).length > 3) await note({ text: "long" });
  const list = [await add({ a: 20, b: 1 }), flag ? await add({ a: 21, b: 1 }) : a];
  const record = { x: (await add({ a: 22, b: 1 })).sum, y: { z: flag ? (await add({ a: 23, b: 1 })).sum : 0 } };
  const [[p, q], { text }] = await Promise.all([Promise.all([add({ a: 30, b: 1 }), add({ a: 31, b: 1 })]), say({ text: "tuple" })]);
  const { first, second } = await (async () => {
    const [x, y] = await Promise.all([add({ a: 40, b: 1 }), add({ a: 41, b: 1 })]);
    return { first: x.sum, second: y.sum };
  })();
  const inner = await Promise.all([
    (async () => {
      const values = await Promise.all(items.map(async (x) => (await add({ a: x, b: 50 })).sum));
      return total({ values });
    })(),
    (async () => Promise.all([add({ a: 60, b: 1 }), add({ a: 61, b: 1 })]))(),
  ]);
  const ps = [add({ a: 70, b: 1 }), add({ a: 71, b: 1 })];
  const more = add({ a: 72, b: 1 });
  const rs = await Promise.all([...ps, more]);
  return {
    a: a.sum,
    both,
    either,
    word,
    deep,
    maybe: maybe?.sum,
    list: list.map((x) => x.sum),
    record,
    p: p.sum,
    q: q.sum,
    text,
    first,
    second,
    inner: inner[0],
    tuple: inner[1][1].sum,
    rs: rs.map((r) => r.sum),
    ret: flag ? await one(80) : await one(81),
  };
});
