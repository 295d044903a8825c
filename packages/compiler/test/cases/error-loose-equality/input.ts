import { pipeline } from "dagwright";
import { load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count } = await load({ table });
  if (count == 3) await notify({ text: "three" });
  if (table != "a") await notify({ text: "not a" });
});
