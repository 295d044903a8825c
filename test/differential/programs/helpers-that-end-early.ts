/** A helper may return early, also out of a loop and through its finally. */
import { pipeline } from "dagwright";
import { add, note, range } from "../steps.ts";

/** Not async itself, and of one step or another. */
function either(big: boolean, a: number) {
  if (big) return add({ a, b: 1 });
  return add({ a, b: 100 });
}
export default pipeline("helpers-that-end-early", async () => {
  const { items, last = 0 } = await range({ n: 3 });
  const r = await either(items.length > 2, 1);
  const q = await either(items.length > 5, 2);
  let n = 1;
  const f = async () => {
    const { sum } = await add({ a: n, b: 50 });
    return sum;
  };
  const p1 = await f();
  n = 2;
  const p2 = await f();
  const [first] = items;
  const sums = await Promise.all(items.map((x) => either(x > 1, x + 10)));
  const nested = async (x: number): Promise<number> => {
    try {
      if (x > 2) return x;
      const { sum } = await add({ a: x, b: 7 });
      for (const y of [1, 2]) {
        if (sum > 8 + y) return sum * y;
        await note({ text: `${x} ${y}` });
      }
      return sum;
    } finally {
      await note({ text: `fin ${x}` });
    }
  };
  const ns: number[] = [];
  for (const x of [1, 2, 3]) ns.push(await nested(x + last - 3));
  return { r, q, p1, p2, first, sums, ns };
});
