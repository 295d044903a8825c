import { pipeline } from "dagwright";
import { classify, note, Mode, Level, submit } from "./steps.ts";
export const CASES = [{ mode: "fast", text: "abc" }, { mode: "off", text: "abcd" }, { mode: "slow", text: "abcdefgh" }];
const LABELS: Record<Level, string> = { [Level.Low]: "low", [Level.Mid]: "mid", [Level.High]: "high" };
export default pipeline("p09-enums", async ({ mode, text }: { mode: Mode; text: string }) => {
  if (mode === Mode.Off) return "off" as const;
  const result = await classify({ text });
  switch (result.level) {
    case Level.Low: {
      await note({ text: "low" });
      break;
    }
    case Level.Mid:
    case Level.High:
      await submit({ job: LABELS[result.level], mode: result.mode });
      break;
    default: {
      const never: never = result.level;
      throw new Error(`unknown ${String(never)}`);
    }
  }
  switch (true) {
    case result.p > 0.7: return `p>${result.p}`;
    case result.label === "ham" && mode === Mode.Fast: return "ham";
    default: return `${LABELS[result.level]}-${Mode[mode === "fast" ? "Fast" : "Slow"]}-${Level[result.level]}`;
  }
});
