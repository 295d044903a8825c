/** A switch takes the case, the cases that share it, or the default. */
import { pipeline } from "dagwright";
import { add, note, range, say, total } from "../steps.ts";
type Mode = "fast" | "slow" | "auto";
const Level = { Low: 1, High: 2 } as const;

export default pipeline(
  "switch",
  async ({ mode = "slow", n = 2, flag = true, mixed = 3 }: { mode?: Mode; n?: number; flag?: boolean; mixed?: string | number }) => {
    let rounds: number;
    switch (mode) {
      case "fast":
        rounds = 1;
        break;
      case "slow":
      case "auto": {
        const { sum } = await add({ a: n, b: 1 });
        rounds = sum;
        break;
      }
      default: {
        const never: never = mode;
        throw new Error(`no such mode ${String(never)}`);
      }
    }
    const { items } = await range({ n: rounds });
    switch (items.length) {
      default:
        await note({ text: "other" });
        break;
      case Level.High:
      case 3:
        await note({ text: "two or three" });
        if (flag) break;
        await note({ text: "not for flags" });
        break;
      case 0:
        return "nothing";
    }
    switch (true) {
      case items.length > 5:
        await say({ text: "many" });
        break;
      case items.includes(2) && n > 1:
        await say({ text: "has two" });
        break;
      case flag:
        await say({ text: "flag" });
        break;
      default:
        break;
    }
    switch (mixed) {
      case "3":
        await note({ text: "text" });
        break;
      case 3:
        await note({ text: "number" });
        break;
      default:
        await note({ text: "neither" });
    }
    switch (flag) {
      case true:
        switch (mode) {
          case "fast":
            return "fast and flagged";
          case "slow":
            break;
          case "auto":
            await note({ text: "inner auto" });
        }
        await note({ text: "after the inner one" });
        break;
      case false:
        return `unflagged ${rounds}`;
    }
    for (const x of [1, 2, 3]) {
      switch (x) {
        case 2:
          continue;
        case 3:
          if (n === 2) break;
          await note({ text: "three" });
          break;
        default:
          await total({ values: [x, rounds] });
      }
      await note({ text: `turn ${x}` });
    }
    return "end";
  },
);
