/** Of two computations beside each other, one may fail without the other. */
import { pipeline } from "dagwright";
import { add, note, range } from "../steps.ts";

const inverse = (value: number): number => {
  if (value === 3) throw new Error("three has none");
  return 1 / value;
};

export default pipeline("failure-glue-neighbours", async (): Promise<{ even: number; shares: number[] }> => {
  const [{ items }, { items: more }] = await Promise.all([range({ n: 4 }), range({ n: 2 })]);
  const even = items.filter((item) => more.includes(item / 2)).length;
  const shares = more.map((item) => inverse(item + even - 2));
  if (even + shares.length > 2) await add({ a: even, b: shares.length });
  try {
    const odd = items.filter((item) => !more.includes(item / 2));
    const broken = odd.map((item) => inverse(item * more.length - items.length + 1));
    if (odd.length + broken.length > 1) await note({ text: "never" });
  } catch (error) {
    await note({ text: (error as Error).message });
  }
  return { even, shares };
});
