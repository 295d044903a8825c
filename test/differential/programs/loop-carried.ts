/** A loop over a list carries variables on, skips turns and ends early. */
import { pipeline } from "dagwright";
import { add, note, people, range } from "../steps.ts";

export default pipeline("loop-carried", async ({ n = 5 }: { n?: number }) => {
  const { items } = await range({ n });
  let total = 0;
  let longest: string | undefined;
  for (const item of items) {
    if (item === 2) continue;
    total = (await add({ a: total, b: item })).sum;
    if (total > 3 && longest === undefined) longest = `at ${item}`;
    if (total >= 8) break;
  }
  const { people: all } = await people({ names: ["ann", "bo", "cy"] });
  let oldest = all[0];
  for (const person of all) {
    if (oldest !== undefined && person.age > oldest.age) oldest = person;
    await note({ text: `${person.name} ${oldest?.name ?? "nobody"}` });
  }
  return { total, longest: longest ?? "none", oldest: oldest?.name ?? "none" };
});
