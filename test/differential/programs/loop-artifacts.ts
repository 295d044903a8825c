/** A loop carries an artifact on, and a list of them. */
import { pipeline } from "dagwright";
import { load, range, save } from "../steps.ts";

export default pipeline("loop-artifacts", async () => {
  let { data, size } = await save({ text: "a" });
  for (let i = 0; i < 5 && size < 3; i++) ({ data, size } = await save({ text: `${"b ".repeat(i)}b` }));
  const files = [];
  const { items } = await range({ n: 4 });
  for (const item of items) {
    if (item === 2) continue;
    const made = await save({ text: "w ".repeat(item) });
    files.push(made.data);
  }
  const words = [];
  for (const file of files) words.push(file.metadata["words"] ?? 0);
  return { size, words, text: (await load({ data })).text };
});
