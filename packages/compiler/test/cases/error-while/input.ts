import { pipeline } from "dagwright";
import { check, ping, score } from "../steps.ts";

export default pipeline("main", async ({ x }: { x: number }) => {
  let result = await score({ x });
  while (result.verdict === "hold") result = await score({ x: result.value });
  do {
    result = await score({ x: result.value });
  } while (result.value < 3);
  // Does not move in every turn.
  let good = 0;
  while (good < 3) {
    if (await check({ name: "a" })) good++;
  }
  // Moves the wrong way.
  for (let i = 10; i > 0; i++) await score({ x: i });
  for (let i = 0; ; i++) if ((await score({ x: i })).verdict === "ship") break;
  for (let i = 0; i < 20_000; i++) await ping();
  return { result, good };
});
