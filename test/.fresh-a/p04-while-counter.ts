import { pipeline, StepError } from "dagwright";
import { call, note } from "./steps.ts";
export const CASES = [{ failures: 0 }, { failures: 2 }, { failures: 9 }];
export default pipeline("p04-while-counter", async ({ failures }: { failures: number }) => {
  let attempt = 0;
  let result: { text: string; tokens: number } | undefined;
  let lastError: string | undefined;
  while (attempt < 4 && result === undefined) {
    attempt++;
    try {
      result = await call({ prompt: "hello", attempt, fail: attempt <= failures });
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      lastError = error.message;
      await note({ text: `attempt ${attempt} failed: ${error.kind}` });
    }
  }
  if (!result) throw new Error(`gave up after ${attempt}: ${lastError ?? "?"}`);
  return { attempt, text: result.text, lastError: lastError ?? null };
});
