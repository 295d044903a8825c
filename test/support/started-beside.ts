/** Makes each call of a program slow in turn, where its steps run in this process: one such run at a time. */
import { canonicalCall } from "./calls.ts";
import type { Beside } from "./required-order.ts";

const PACE = Symbol.for("dagwright.test.pace");
/** Long enough for whatever can start to do so; counted anew at each start, so that a busy machine changes nothing. */
const QUIET_MS = 40;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** What starts beside each call: that needs it not, and all else comes after it. Calls are known by their arguments, so all must differ. */
export async function startedBesideEach(run: () => Promise<unknown>): Promise<Beside> {
  const calls = await startedBeside(run, undefined);
  const twice = calls.find((call, at) => calls.indexOf(call) !== at);
  if (twice !== undefined) throw new Error(`two calls cannot be told apart: ${twice}`);
  const beside = new Map<string, readonly string[]>();
  for (const slow of calls) beside.set(slow, await startedBeside(run, slow));
  return beside;
}

/** The calls that started before `slow` had ended, itself included, sorted; without `slow`, all calls. */
async function startedBeside(run: () => Promise<unknown>, slow: string | undefined): Promise<readonly string[]> {
  const started: string[] = [];
  let over = false;
  Reflect.set(globalThis, PACE, async (json: string) => {
    const call = canonicalCall(json);
    if (!over) started.push(call);
    if (call !== slow) return pause(1);
    for (let before = -1; before !== started.length;) {
      before = started.length;
      await pause(QUIET_MS);
    }
    over = true;
  });
  try {
    await run();
  } finally {
    Reflect.deleteProperty(globalThis, PACE);
  }
  if (slow !== undefined && !over) throw new Error(`it did not run this time: ${slow}`);
  return started.toSorted();
}
