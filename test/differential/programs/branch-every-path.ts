/** Whichever way is taken through nested branches, what follows sees the values of that way. */
import { pipeline } from "dagwright";
import { add, note, range, say } from "../steps.ts";

export default pipeline("branch-every-path", async () => {
  const { items } = await range({ n: 5 });
  return Promise.all(
    items.map(async (item) => {
      let label = "start";
      let size: number | undefined;
      if (item < 3) {
        label = (await say({ text: `low ${item}` })).text;
        if (item === 2) size = (await add({ a: item, b: 10 })).sum;
      } else if (item === 3) {
        label = "middle";
        await note({ text: "nothing is assigned here" });
      } else {
        size = item;
        if (item === 5) return `left early at ${item}`;
      }
      const { text } = await say({ text: `${item}: ${label} ${size ?? "no size"}` });
      return text;
    }),
  );
});
