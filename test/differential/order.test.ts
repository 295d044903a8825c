// A multiset of calls does not show a lost order edge. So every call is made slow in turn, and plain Node and the graph must agree on what
// starts beside it.
import { beforeAll, describe, expect, it } from "vitest";
import { compiledPrograms, inInterpreter, inPlainNode, PROGRAM_NAMES } from "../support/differential.ts";
import { startedBesideEach } from "../support/started-beside.ts";

beforeAll(async () => {
  await compiledPrograms();
});

describe("what must come after what is the same in plain Node and in the graph", () => {
  it.each(PROGRAM_NAMES)("of %s", async (name) => {
    const inNode = await startedBesideEach(() => inPlainNode(name));
    expect(inNode.size).toBeGreaterThan(0);
    expect(await startedBesideEach(() => inInterpreter(name))).toEqual(inNode);
  });
});
