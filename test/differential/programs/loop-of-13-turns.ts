/** A loop of thirteen turns runs one after the other, and carries its state through all. */
import { pipeline } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("loop-of-13-turns", async () => {
  let sum = 0;
  for (let turn = 0; turn < 13; turn++) sum = (await add({ a: sum, b: turn })).sum;
  await note({ text: `${sum} after thirteen` });
  return sum;
});
