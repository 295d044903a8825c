import { pipeline } from "dagwright";
import { check, load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  let stage = "start";
  try {
    if (await check({ name: table })) {
      await load({ table });
      stage = "loaded";
      await load({ table });
    }
  } catch {
    await notify({ text: stage });
  }
  let end = "good";
  try {
    await load({ table });
  } catch {
    await notify({ text: "rescue" });
    end = "rescued";
    await notify({ text: "done" });
  } finally {
    await notify({ text: end });
  }
  try {
    await load({ table });
  } finally {
    stage = "cleaned";
  }
});
