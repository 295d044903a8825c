import { pipeline } from "dagwright";
import { add, load } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows: [first, second], best = 4, ...others } = await load({ table });
  const { name: label, id } = first ?? { name: "none", id: 0 };
  const total = await add({ a: id, b: best });
  return { label, total, second, name: others.name };
});
