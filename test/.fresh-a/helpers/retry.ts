import { call } from "../steps.ts";
export async function withRetry<T>(action: () => Promise<T>, times = 2): Promise<T | null> {
  for (let i = 0; i < times; i++) {
    try {
      return await action();
    } catch {
      continue;
    }
  }
  return null;
}
export async function firstGood(prompts: readonly string[]): Promise<string> {
  for (const prompt of prompts) {
    try {
      const { text } = await call({ prompt });
      if (text.length > 1) return text;
    } catch (error) {
      if (error instanceof Error && error.message.startsWith("fatal")) throw error;
    }
  }
  throw new Error("none is good");
}
