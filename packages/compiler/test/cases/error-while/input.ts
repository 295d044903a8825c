import { pipeline } from "dagwright";
import { score } from "../steps.ts";

export default pipeline("main", async ({ x }: { x: number }) => {
  let result = await score({ x });
  while (result.verdict === "hold") result = await score({ x: result.value });
  do {
    result = await score({ x: result.value });
  } while (result.value < 3);
  for (let i = 0; i < result.value; i++) await score({ x: i });
  return result;
});
