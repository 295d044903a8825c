import { pipeline } from "dagwright";
import { add, check, maybe, numbers, score } from "../steps.ts";

export default pipeline("main", async ({ n }: { n: number }) => {
  let cursor: string | undefined = "first";
  let pages = 0;
  while (cursor !== undefined && pages < 10) {
    cursor = await maybe({ name: cursor });
    pages++;
  }
  let tries = 3;
  let result: { value: number; verdict: "ship" | "hold" };
  do {
    result = await score({ x: tries });
  } while (result.verdict === "hold" && --tries > 0);
  let done = false;
  let sum = 0;
  for (let i = 0; i < n && !done; i++) {
    sum = await add({ a: sum, b: i });
    done = await check({ name: `${sum}` });
  }
  let rest = await numbers({ upTo: n });
  for (let left = 5; rest.some((x) => x > 1) && left >= 0; left -= 2) {
    if (rest.length === left) continue;
    rest = await numbers({ upTo: left });
  }
  // Too many turns to stand in each other.
  for (let i = 0; i < 500; i++) if (await check({ name: `${i}` })) break;
  return { cursor, pages, value: result.value, sum, rest };
});
