/** Twenty artifacts of a fan-out reach one step, each with its bytes, in the order of the items. */
import { component, type Dataset, pipeline } from "dagwright";
import { note, range, save } from "../steps.ts";

export const gather = component({}, async ({ all }: { all: Dataset[] }): Promise<{ texts: string[]; words: number }> => ({
  texts: await Promise.all(all.map((one) => one.text())),
  words: all.reduce((sum, { metadata }) => sum + Number(metadata["words"]), 0),
}));

export default pipeline("artifact-fan-in", async () => {
  const { items } = await range({ n: 20 });
  const made = await Promise.all(items.map(async (item) => (await save({ text: `bytes of ${item}\n` })).data));
  const { texts, words } = await gather({ all: made });
  await note({ text: `${texts.length} texts, ${words} words` });
  return texts;
});
