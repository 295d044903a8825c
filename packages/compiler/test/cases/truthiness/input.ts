import { pipeline } from "dagwright";
import { load, maybe, notify } from "../steps.ts";

export default pipeline("main", async ({ table, limit, tags, flag }: { table: string; limit?: number; tags: string[]; flag?: boolean }) => {
  const { count, name, best } = await load({ table });
  if (count) await notify({ text: "number" });
  if (!name) await notify({ text: "text" });
  if (best) await notify({ text: "optional number" });
  if (limit && limit > 3) await notify({ text: "guarded" });
  if (flag) await notify({ text: "optional boolean" });
  if (tags) await notify({ text: "always" });
  const other = await maybe({ name });
  if (other) await notify({ text: other });
  if (!tags.length || name.startsWith("a")) await notify({ text: "glue" });
});
