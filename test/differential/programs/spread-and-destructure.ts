/** Outputs can be taken apart and spread into others. */
import { pipeline } from "dagwright";
import { add, range } from "../steps.ts";

export default pipeline("spread-and-destructure", async () => {
  const {
    items: [first = 0, second = 0],
    last = -1,
  } = await range({ n: 2 });
  const report = { ...(await add({ a: first, b: second })), last };
  return { ...report, extra: true };
});
