/** While, do-while and bounded loops run while their condition holds. */
import { loop, pipeline } from "dagwright";
import { add, note, say } from "../steps.ts";

export default pipeline("loop-while", async ({ limit = 3 }: { limit?: number }) => {
  let tries = 0;
  let text = "a";
  while (tries < 5 && text.length < 4) {
    ({ text } = await say({ text: `${text}b` }));
    tries++;
  }
  let turns = 0;
  let sum: number;
  do {
    sum = (await add({ a: turns, b: 1 })).sum;
    turns += 1;
  } while (sum < limit && turns < 10);
  let done = false;
  for (let i = 0; i < limit && !done; i++) {
    const { length } = await say({ text: "x".repeat(i) });
    done = length === 1;
  }
  let last: number | undefined;
  for (const turn of loop({ max: 20 })) {
    last = (await add({ a: turn, b: sum })).sum;
    if (last > 5) break;
    await note({ text: `turn ${turn}` });
  }
  return { tries, text, turns, sum, done, last: last ?? -1 };
});
