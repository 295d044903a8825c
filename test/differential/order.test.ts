// A multiset of calls does not show a lost order edge. So every call is made slow in turn: what starts beside it needs it not, and all else
// comes after it. Plain Node and the graph must agree on that for each pair.
import { beforeAll, describe, expect, it } from "vitest";
import { compiledPrograms, inInterpreter, inPlainNode, PROGRAM_NAMES } from "../support/differential.ts";

const PACE = Symbol.for("dagwright.test.pace");
/** Long enough for whatever can start to do so; counted anew at each start, so that a busy machine changes nothing. */
const QUIET_MS = 40;

beforeAll(async () => {
  await compiledPrograms();
});

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The calls that started before `slow` had ended, itself included; without `slow`, all calls. */
async function startedBeside(run: () => Promise<unknown>, slow: string | undefined): Promise<readonly string[]> {
  const started: string[] = [];
  let over = false;
  Reflect.set(globalThis, PACE, async (call: string) => {
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
  return started.toSorted();
}

describe("what must come after what is the same in plain Node and in the graph", () => {
  it.each(PROGRAM_NAMES)("of %s", async (name) => {
    const calls = await startedBeside(() => inPlainNode(name), undefined);
    for (const slow of new Set(calls)) {
      const inNode = await startedBeside(() => inPlainNode(name), slow);
      const inGraph = await startedBeside(() => inInterpreter(name), slow);
      expect(inNode).toContain(slow);
      expect({ slow, beside: inGraph }).toEqual({ slow, beside: inNode });
    }
  });
});
