import { pipeline } from "dagwright";
import { check, load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  let state = "start";
  let rows = -1;
  try {
    const { count } = await load({ table });
    rows = count;
  } catch {
    state = "failed";
    rows = 0;
    await notify({ text: "no rows" });
  } finally {
    await notify({ text: `${state} ${rows}` });
  }
  try {
    if (await check({ name: table })) {
      state = "checked";
      await notify({ text: "checked" });
    }
  } catch {
    await notify({ text: state });
  }
  return { state, rows };
});
