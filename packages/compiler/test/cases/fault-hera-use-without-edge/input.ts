import { pipeline } from "dagwright";
import { add, notify } from "../steps.ts";

export default pipeline("main", async ({ flag }: { flag: boolean }) => {
  const sum = add({ a: 1, b: 2 });
  await notify({ text: `${sum}` });
  await add({ a: sum, b: 1 });
  if (flag) {
    const inside = await add({ a: 1, b: 1 });
    await notify({ text: `${inside}` });
  }
  await add({ a: inside, b: 1 });
});
