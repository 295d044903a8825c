/** A generic helper turns failures of the steps it is given into values. */
import { pipeline } from "dagwright";
import { add, say } from "../steps.ts";

type Outcome<T> = { ok: true; value: T } | { ok: false; message: string };

async function attempt<T>(run: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

async function attemptAll<T>(runs: readonly (() => Promise<T>)[]): Promise<{ values: T[]; errors: string[] }> {
  const values: T[] = [];
  const errors: string[] = [];
  for (const run of runs) {
    const result = await attempt(run);
    if (result.ok) values.push(result.value);
    else errors.push(result.message);
  }
  return { values, errors };
}

export default pipeline("failure-generic-attempt", async () => {
  const texts = await attemptAll([() => say({ text: "well" }), () => say({ text: "badly", fail: true })]);
  const sum = await attempt(() => add({ a: 1, b: 2 }));
  return { texts, sum: sum.ok ? sum.value.sum : -1 };
});
