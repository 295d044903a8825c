import { pipeline, StepError } from "dagwright";
import { call, note, save, rows } from "./steps.ts";
export const CASES = [{ a: "ok", b: "ok" }, { a: "bad", b: "ok" }, { a: "ok", b: "bad" }, { a: "bad", b: "bad" }];
class QuotaError extends Error { constructor(readonly left: number) { super(`quota: ${left}`); this.name = "QuotaError"; } }
export default pipeline("p08-nested-try", async ({ a, b }: { a: string; b: string }) => {
  let stage: "start" | "first" | "second" | "done" = "start";
  try {
    try {
      stage = "first";
      const one = await call({ prompt: a });
      stage = "second";
      const two = await call({ prompt: b });
      if (one.tokens + two.tokens > 100) throw new QuotaError(one.tokens);
      stage = "done";
      return { stage, text: one.text + two.text };
    } catch (error) {
      await note({ text: `inner ${stage}` });
      if (error instanceof StepError) {
        switch (error.kind) {
          case "timeout":
          case "infrastructure":
            return { stage, text: "later" };
          case "thrown":
            if (stage === "second") throw new Error(`second: ${error.message}`, { cause: error });
            break;
          default:
            throw error;
        }
      }
      const { rows: r } = await rows({ n: 1 });
      return { stage, text: `recovered ${r.length}` };
    } finally {
      await note({ text: "cleanup" });
    }
  } catch (error) {
    const { size } = await save({ text: error instanceof Error ? error.message : String(error) });
    return { stage: "x", text: `outer ${size}` };
  }
});
