import { pipeline } from "dagwright";
import { check, load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  let stage = "start";
  try {
    if (await check({ name: table })) {
      stage = "checked";
      await load({ table });
    }
  } catch {
    await notify({ text: stage });
    stage = "caught";
  } finally {
    await notify({ text: stage });
  }
});
