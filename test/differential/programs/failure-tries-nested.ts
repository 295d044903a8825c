/** Tries inside loops, fan-outs and inline functions each catch their own. */
import { pipeline, StepError } from "dagwright";
import { add, flaky, note, range, say, total } from "../steps.ts";

export default pipeline("failure-tries-nested", async ({ n = 3, mode = "b" }: { n?: number; mode?: string }) => {
  const { items } = await range({ n });
  const work = async (x: number) => {
    try {
      try {
        const { sum } = await add({ a: x, b: 1, fail: x === 2 });
        if (sum > 3) throw new RangeError(`big ${sum}`);
        return { x, sum, how: "fine" };
      } catch (e) {
        if (e instanceof StepError) return { x, sum: -1, how: `${e.step}` };
        throw e;
      } finally {
        await note({ text: `tidy ${x}` });
      }
    } catch (e) {
      return { x, sum: -2, how: (e as Error).message };
    }
  };
  const results = [];
  for (const x of [1, 2, 3]) results.push(await work(x));
  const settled = await Promise.allSettled(
    items.map(async (x) => {
      switch (x % 3) {
        case 0:
          throw new Error(`zero ${x}`);
        case 1: {
          try {
            await say({ text: `one ${x}`, fail: true });
          } catch {
            return "rescued";
          }
          return "said";
        }
        default:
          return (await say({ text: `two ${x}` })).text;
      }
    }),
  );
  let out = "none";
  try {
    for (const x of [1, 2]) {
      try {
        if (mode === "b" && x === 2) throw new Error("stop");
        await note({ text: `turn ${x}` });
        out = `after ${x}`;
      } finally {
        await note({ text: `fin ${x}` });
      }
    }
    if (mode === "b") return "never";
  } catch (e) {
    out = `caught ${(e as Error).message}`;
  }
  const deep = await (async () => {
    try {
      return await (async () => {
        try {
          await flaky({ until: 7 });
          return "no";
        } finally {
          await note({ text: "deep finally" });
        }
      })();
    } catch (e) {
      if (e instanceof StepError && (e.kind === "thrown" || e.kind === "exit")) return `${e.kind} ${e.attempt}`;
      throw e;
    }
  })();
  const ok = settled.filter((s): s is PromiseFulfilledResult<string> => s.status === "fulfilled").map((s) => s.value);
  const why = settled.flatMap((s) => (s.status === "rejected" ? [(s.reason as StepError).message] : []));
  await note({ text: `${ok.join()} | ${why.join()}` });
  for (const s of settled) {
    if (s.status === "rejected") {
      await note({ text: `loop ${s.reason.message}` });
      continue;
    }
    await note({ text: `loop ok ${s.value}` });
  }
  await total({ values: results.map((r) => r.sum) });
  return `${out} ${deep} ${results.map((r) => r.how).join()}`;
});
