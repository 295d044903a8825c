/** A spread may be chosen at run time, and may be of nothing. */
import { pipeline } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("spread-what-is-chosen", async ({ title }: { title?: string }) => {
  const { items, last } = await range({ n: 2 });
  const { sum } = await add({ a: items.length, b: 1, ...(title === undefined ? {} : { fail: true }) });
  const base = { text: "plain", size: 1, rank: 0 };
  const shown = { ...base, ...(sum > 2 ? { text: "large", extra: sum } : { size: 7 }), ...(sum > 9 && { rank: 9 }) };
  const other = { ...base, ...(last !== undefined && { size: last }), ...(items.length > 5 && { text: "long" }) };
  await note({ text: `${shown.text} ${shown.size} ${shown.rank} ${other.text} ${other.size}` });
  const first = items.toSorted((a, b) => b - a)[0];
  const none = items.filter((item) => item > 10)[0];
  if (none !== undefined) await note({ text: "never" });
  return { shown, other, first, missing: none === undefined };
});
