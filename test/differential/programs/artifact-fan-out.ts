/** A fan-out over artifacts gives each item its own, and what its metadata says may decide what is done. */
import { component, type Dataset, pipeline } from "dagwright";
import { note, range, save, say } from "../steps.ts";

export const textOf = component({}, async ({ data }: { data: Dataset }): Promise<string> => data.text());

export default pipeline("artifact-fan-out", async () => {
  const { items } = await range({ n: 3 });
  const made = await Promise.all(items.map(async (item) => (await save({ text: "w ".repeat(item).trim() })).data));
  const texts = await Promise.all(
    made.map(async (data, index) => {
      if (data.metadata["words"] === 2) {
        await note({ text: `${index} has two words` });
        return "two";
      }
      return (await say({ text: `${index}: ${await textOf({ data })}` })).text;
    }),
  );
  return texts;
});
