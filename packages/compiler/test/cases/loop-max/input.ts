import { loop, pipeline } from "dagwright";
import { check, notify, score } from "../steps.ts";

export default pipeline("main", async () => {
  let value = 0;
  for (const turn of loop({ max: 20 })) {
    const result = await score({ x: turn });
    value = result.value;
    if (result.verdict === "ship") break;
    for (const _ of loop({ max: 2 })) if (await check({ name: `${turn}` })) break;
    await notify({ text: "again" });
  }
  return value;
});
