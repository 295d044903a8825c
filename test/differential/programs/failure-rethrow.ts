/** A caught error can be looked at, thrown again, and caught further out. */
import { pipeline, StepError } from "dagwright";
import { add, flaky, note, range, say } from "../steps.ts";
class TooFew extends Error {
  override readonly name = "TooFew";
  constructor(count: number) {
    super(`only ${count}`);
  }
}

export default pipeline("failure-rethrow", async ({ n = 2 }: { n?: number }) => {
  const { items } = await range({ n });
  let state = "start";
  try {
    try {
      await add({ a: 1, b: 2, fail: true });
    } catch (e) {
      state = `caught at ${n}`;
      if (e instanceof StepError && e.kind === "timeout") await note({ text: "timed out" });
      else throw e;
    }
  } catch (e) {
    if (e instanceof StepError) await note({ text: `${e.step} ${e.kind} ${e.attempt} ${e.message}` });
    state = `outer after ${state}`;
  }
  try {
    if (items.length < 3) throw new TooFew(items.length);
  } catch (error) {
    const what = error instanceof StepError ? error.step : "own";
    await note({ text: `${what} ${error instanceof Error ? error.message : String(error)}` });
  }
  let where = "nowhere";
  try {
    await add({ a: 1, b: 1 });
    where = "added";
    await add({ a: 1, b: 1, fail: items.length === 2 });
  } catch {
    where = "rescue";
    if (items.length > 5) await note({ text: "long" });
    else await note({ text: "short" });
  } finally {
    await note({ text: `finally ${where}` });
  }
  try {
    if (n === 2) {
      where = "then";
      throw new Error("from then");
    } else {
      where = "else";
      throw new Error("from else");
    }
  } catch (e) {
    await note({ text: `${where} ${(e as Error).message}` });
  }
  try {
    if (n === 2) {
      where = "then 2";
      await note({ text: "x" });
      throw new Error("from then 2");
    }
  } catch {
    await note({ text: where });
  }
  const problem = new Error(`problem with ${items.length}`);
  try {
    if (items.length === 2) throw problem;
  } catch (error) {
    await say({ text: (error as Error).message });
  }
  try {
    await flaky({ until: 9 });
  } catch (e) {
    if (!(e instanceof StepError)) throw e;
    switch (e.kind) {
      case "timeout":
        throw new Error("slow", { cause: e });
      case "thrown":
        await note({ text: `thrown ${e.attempt}` });
        break;
      default:
        throw e;
    }
  }
  const [r] = await Promise.allSettled([add({ a: 7, b: 7, fail: n === 2 })]);
  await note({ text: state });
  if (r.status === "rejected") throw r.reason;
  return r.value.sum;
});
