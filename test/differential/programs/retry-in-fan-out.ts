/** Each item of a fan-out is tried again by itself until it succeeds, and the last attempt gives the value. */
import { pipeline } from "dagwright";
import { flaky, range } from "../steps.ts";

export default pipeline("retry-in-fan-out", async () => {
  const { items } = await range({ n: 3 });
  const attempts = await Promise.all(items.map(async (item) => (await flaky({ until: item })).attempt));
  return attempts;
});
