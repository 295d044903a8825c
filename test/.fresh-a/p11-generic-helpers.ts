import { pipeline } from "dagwright";
import { call, count, trainOne } from "./steps.ts";
async function mapAll<T, R>(items: readonly T[], fn: (item: T, index: number) => Promise<R>): Promise<R[]> {
  return Promise.all(items.map((item, index) => fn(item, index)));
}
async function tap<T extends { tokens: number }>(p: Promise<T>, label: string): Promise<T & { label: string }> {
  const value = await p;
  return { ...value, label };
}
async function inSequence<T, R>(items: readonly T[], fn: (item: T) => Promise<R>): Promise<R[]> {
  const out: R[] = [];
  for (const item of items) out.push(await fn(item));
  return out;
}
const maxBy = <T,>(items: readonly T[], key: (item: T) => number): T | undefined => items.reduce<T | undefined>((best, item) => (best === undefined || key(item) > key(best) ? item : best), undefined);
export const CASES = [{ xs: ["a", "bb"] }, { xs: [] }, { xs: ["bad"] }];
export default pipeline("p11-generic-helpers", async ({ xs }: { xs: string[] }) => {
  const a = await mapAll(xs, (prompt, i) => call({ prompt, attempt: i }));
  const b = await inSequence(xs, async (prompt) => (await call({ prompt: `${prompt}?` })).tokens);
  const c = await tap(call({ prompt: "x" }), "last");
  const d = await mapAll([1, 2, 3], (n) => count({ n }));
  const e = await inSequence([0.1, 0.2], (lr) => trainOne({ lr, depth: 2 }));
  return { a: maxBy(a, (x) => x.tokens)?.text ?? null, b, c, d, e: maxBy(e, (t) => -t.loss)?.lr };
});
