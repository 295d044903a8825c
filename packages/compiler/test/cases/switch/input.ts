import { pipeline } from "dagwright";
import { add, load, notify, score } from "../steps.ts";

enum Level {
  Low = "low",
  High = "high",
}

export default pipeline("main", async ({ table, limit = 2, level = Level.Low }: { table: string; limit?: number; level?: Level }) => {
  const { rows, count } = await load({ table });
  let note: string;
  switch (count) {
    case 0:
      return "empty";
    case 1:
    case limit:
      note = "few";
      break;
    default:
      note = "many";
      if (rows.length > 9) break;
      await notify({ text: "not that many" });
  }
  switch (level) {
    case Level.High:
      await notify({ text: "high" });
    // falls through
    case Level.Low:
      await notify({ text: "low, or high" });
  }
  switch (true) {
    case count > 100:
      await notify({ text: "huge" });
      break;
    case rows.some((row) => row.score > 1):
      await notify({ text: "good" });
  }
  const { verdict, value } = await score({ x: count });
  switch (verdict) {
    case "ship":
      return `${note}: ${await add({ a: value, b: 1 })}`;
    case "hold":
      return note;
    default: {
      const never: never = verdict;
      throw new Error(`unknown verdict ${String(never)}`);
    }
  }
});
