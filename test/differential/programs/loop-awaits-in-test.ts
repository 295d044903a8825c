/** The test of a loop may await steps. */
import { pipeline } from "dagwright";
import { add, note, range } from "../steps.ts";

export default pipeline("loop-awaits-in-test", async () => {
  let count = 0;
  while (count++ < 8 && (await add({ a: count, b: 1 })).sum < 4) await note({ text: `count ${count}` });
  let rest = (await range({ n: 3 })).items;
  let left = 9;
  while (rest.some((item) => item > 1) && left > 0) {
    left -= 1;
    rest = (await range({ n: rest.length - 1 })).items;
  }
  return { count, rest, left };
});
