/** What is optional inside something optional can be looked through, and is absent where it is not. */
import { pipeline } from "dagwright";
import { note, range, say, shape } from "../steps.ts";

export default pipeline("optional-in-optional", async ({ title }: { title?: string }) => {
  const results: string[] = [];
  for (const size of [1, 4, 5] as const) {
    const { deep } = await shape({ kind: size === 1 ? "circle" : "square", size });
    const at = deep?.at;
    if (at?.x) await note({ text: `x is ${at.x}` });
    if (at?.x === size) await note({ text: `as large as ${at.x}` });
    if (at !== undefined && at !== null) results.push(`at ${at.x}`);
    else results.push("nowhere");
  }
  if (title) await note({ text: title });
  const { items, last } = await range({ n: 0 });
  const [first, second, third] = await Promise.all([
    say({ text: "always" }),
    items.length > 0 ? say({ text: "never" }) : undefined,
    (async () => (last === undefined ? undefined : say({ text: `${last}` })))(),
    last === undefined && note({ text: "nothing" }),
  ]);
  return { results, first: first.text, second: second?.text ?? "none", third: third?.text ?? "none" };
});
