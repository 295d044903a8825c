import { pipeline } from "dagwright";
import { score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const result = await scor({ x: 1 });
  const other = await score({ x: result.valeu });
  return { table: tabel, value: other.valu };
});
