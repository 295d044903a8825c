/** Rest elements of objects, lists, tuples, texts and constants hold what is left. */
import { pipeline } from "dagwright";
import { add, labels, note, people, range, say } from "../steps.ts";

const LIMITS = { low: 1, high: 9, step: 2 } as const;
const KEY = "high";
const ORDER = ["first", "second", "third"] as const;

export default pipeline("rest-of-everything", async ({ ...given }: { a?: number; b?: string }) => {
  const { items, ...others } = await range({ n: 4 });
  const [one = 0, ...later] = items;
  const { labels: byName, pair, when } = await labels({ names: ["x", "y", "z"] });
  const { x, ...unnamed } = byName;
  const [joined, ...[count, flag]] = pair;
  const { [KEY]: high, ...limits } = LIMITS;
  const [head, ...tail] = ORDER;
  const {
    people: [{ name, ...person } = { name: "nobody", age: 0 }, ...crowd],
  } = await people({ names: ["ann", "bob", "cy"] });
  const [initial, ...letters] = name;
  let rest: number[] = [];
  [, ...rest] = items;
  const { sum } = await add({ a: one + later.length, b: high + (x ?? 0) });
  await note({ text: `${initial}|${letters.join("")}|${head}|${tail.join("+")}|${joined}|${count}|${flag}|${when.toISOString()}` });
  const { text, ...said } = await say({ text: crowd.map(({ name: other, ...more }) => `${other}${more.age}`).join() });
  return { others, later, rest, unnamed, limits, person, crowd, sum, text, said, given };
});
