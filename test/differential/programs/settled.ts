/** Each member of `allSettled` says whether it succeeded, with its value or its error. */
import { pipeline } from "dagwright";
import { add, note, range, total } from "../steps.ts";

export default pipeline("settled", async ({ n = 3 }: { n?: number }) => {
  const stored = add({ a: 100, b: 1, fail: true });
  const { items } = await range({ n });
  const results = await Promise.allSettled([
    add({ a: 1, b: 2 }),
    add({ a: 3, b: 4, fail: true }),
    (async () => {
      const { sum } = await add({ a: 5, b: 6 });
      return sum * 2;
    })(),
    stored,
    note({ text: "void" }),
  ]);
  const each = await Promise.allSettled(
    items.map(async (x) => {
      const { sum } = await add({ a: x, b: 10, fail: x === 2 });
      return sum;
    }),
  );
  const ok = each.filter((r) => r.status === "fulfilled");
  const bad = each.filter((r) => r.status === "rejected");
  await total({ values: ok.map((r) => r.value) });
  await note({ text: bad.map((r) => `${r.reason.step} ${r.reason.kind} ${r.reason.message}`).join("; ") });
  const [a, b, c, d] = results;
  if (a.status === "fulfilled") await note({ text: `a ${a.value.sum}` });
  if (b.status === "rejected") await note({ text: `b ${b.reason.kind} ${b.reason.message} ${b.reason.attempt}` });
  if (c.status === "fulfilled") await note({ text: `c ${c.value}` });
  const last = d.status === "rejected" ? d.reason.message : "fine";
  await note({ text: `${last} ${results[4].status}` });
  return { statuses: results.map((r) => r.status), values: ok.map((r) => r.value) };
});
