import { pipeline } from "dagwright";
import { load } from "../steps.ts";

interface Input {
  table: string;
  note?: string;
}

export default pipeline("main", async (input: Input) => {
  const loaded = await load({ table: input.table });
  return { count: loaded.count, note: input.note ?? "none" };
});
