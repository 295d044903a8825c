/** A call of a helper becomes part of the body that calls it, each time anew. */
import { pipeline } from "dagwright";
import { add, note, say } from "../steps.ts";
import { addAll, bounded, each, pick, sayTwice } from "../helpers.ts";

const RETRIED = true;

export default pipeline("helpers-over-steps", async () => {
  const chosen = RETRIED ? pick.patient : pick.plain;
  const { sum } = await chosen({ a: 1, b: 2 });
  const small = await bounded(sum);
  const large = await bounded(small, 20);
  const [left, right] = await Promise.all([bounded(1), bounded(2, 1)]);
  const sums = await addAll([1, 2, 3], large);
  await each(note, ["a", "b"]);
  const both = await sayTwice("hello");
  const { value, text } = await through({ n: sums.length }, ({ n }) => `${n}`);
  async function last(texts: readonly string[]) {
    if (texts.length > 2) return "many";
    const { text: said } = await say({ text: texts.join() });
    return `${said}!`;
  }
  const results = [await last(["x"]), await last(["x", "y", "z"])];
  for (const [name, step] of Object.entries(pick)) await step({ a: left, b: name.length });
  return { small, large, left, right, sums, both, value, text, results };
});

/** Generic, and taking a function. */
async function through<T extends object>(value: T, describe: (value: T) => string): Promise<{ value: T; text: string }> {
  const { text } = await say({ text: describe(value) });
  await add({ a: 0, b: 0 });
  return { value, text };
}
