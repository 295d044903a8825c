import { parallelMap, pipeline, StepError } from "dagwright";
import { call, note, rows } from "./steps.ts";
const chunk = <T,>(items: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
const PROMPT = (id: string, tags: readonly string[]) => `Q ${id}: ${tags.join("/")}`.trim();
export const CASES = [{ n: 5 }, { n: 0 }, { n: 3, bad: ["r1"] }];
export default pipeline("p02-llm-batch", async ({ n, bad = [] }: { n: number; bad?: string[] }) => {
  const { rows: data } = await rows({ n });
  const batches = chunk(data, 2);
  const results = await parallelMap(batches, async (batch, index) => {
    const answers = await Promise.allSettled(batch.map(async (row) => {
      const { text, tokens } = await call({ prompt: PROMPT(row.id, row.tags), fail: bad.includes(row.id) });
      return { id: row.id, text, tokens };
    }));
    const ok = answers.flatMap((a) => (a.status === "fulfilled" ? [a.value] : []));
    const failed = answers.filter((a) => a.status === "rejected").map((a) => (a.reason as StepError).message);
    await note({ text: `batch ${index + 1}/${batches.length}: ${ok.length} ok` });
    return { ok, failed };
  }, { concurrency: 2 });
  const tokens = results.flatMap((r) => r.ok).reduce((t, { tokens }) => t + tokens, 0);
  const errors = results.flatMap((r) => r.failed);
  return { tokens, errors, byId: Object.fromEntries(results.flatMap(({ ok }) => ok.map((o) => [o.id, o.text]))) };
});
