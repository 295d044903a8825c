/**
 * Runs a program whose steps run in this process with one call ending at a time: when nothing moves any more, one of the calls that have
 * started goes on. So the same decisions lead two ways to run a program through the same states, if both wait for the same things.
 */
import { canonicalCall } from "./calls.ts";

const PACE = Symbol.for("dagwright.test.pace");
/** Of what is answered at once, so that nothing waits for it. */
const HEARD = Symbol.for("dagwright.test.heard");
/** Turns of the event loop without a start after which nothing moves: the pipeline of plain Node takes two to pass on what a step gave. */
const QUIET_TURNS = 4;
const STUCK_MS = 20_000;

/** Which of the calls goes on; all have started, in this order. `heard` are those that were answered at once, so far. */
export type Choose = (pending: readonly string[], heard: readonly string[]) => number;

export interface Scheduled<T> {
  readonly result: T;
  /** In the order in which they started. */
  readonly calls: readonly string[];
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

/** One such run at a time. */
export async function scheduled<T>(choose: Choose, run: () => Promise<T>): Promise<Scheduled<T>> {
  const calls: string[] = [];
  const heard: string[] = [];
  const pending: { readonly call: string; readonly goOn: () => void }[] = [];
  Reflect.set(globalThis, PACE, (json: string) => {
    const call = canonicalCall(json);
    calls.push(call);
    return new Promise<void>((goOn) => pending.push({ call, goOn }));
  });
  Reflect.set(globalThis, HEARD, (json: string) => {
    const call = canonicalCall(json);
    calls.push(call);
    heard.push(call);
  });
  try {
    let isOver = false;
    const result = run().finally(() => {
      isOver = true;
    });
    result.catch(() => {});
    let lastMove = Date.now();
    while (!isOver) {
      for (let quiet = 0, seen = calls.length; quiet < QUIET_TURNS; quiet += 1) {
        await turn();
        if (calls.length !== seen) [quiet, seen, lastMove] = [-1, calls.length, Date.now()];
      }
      const [next] =
        pending.length === 0
          ? []
          : pending.splice(
              choose(
                pending.map(({ call }) => call),
                heard,
              ),
              1,
            );
      next?.goOn();
      if (next !== undefined) lastMove = Date.now();
      else if (Date.now() - lastMove > STUCK_MS) throw new Error("the run neither ends nor calls anything");
    }
    return { result: await result, calls };
  } finally {
    Reflect.deleteProperty(globalThis, PACE);
    Reflect.deleteProperty(globalThis, HEARD);
  }
}
