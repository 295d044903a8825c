/** A loop that pushes gives the list, with turns that push nothing, once or twice. */
import { pipeline } from "dagwright";
import { add, note, people, range, total } from "../steps.ts";

export default pipeline("loop-push", async () => {
  const { items } = await range({ n: 4 });
  const sums = [];
  const odd: number[] = [0];
  const texts: string[] = [];
  for (const item of items) {
    const { sum } = await add({ a: item, b: 10 });
    sums.push(sum);
    if (item % 2 === 1) odd.push(item);
  }
  for (const [index, item] of items.entries()) {
    if (index === 1) continue;
    texts.push(`${index}: ${item}`);
    texts.push("-");
  }
  const names: string[] = [];
  const { people: all } = await people({ names: ["ann", "bo"] });
  for (const { name } of all) names.push(name);
  names.push("end");
  await note({ text: names.join(" ") });
  return { sums, odd, texts, names, total: await total({ values: sums }) };
});
