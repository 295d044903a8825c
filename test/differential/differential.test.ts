import { beforeAll, describe, expect, it } from "vitest";
import { compiledPrograms, inInterpreter, inLocalRunner, inPlainNode, PROGRAM_NAMES } from "../support/differential.ts";

beforeAll(async () => {
  await compiledPrograms();
});

describe("plain Node, the interpreter and the local runner agree", () => {
  it.each(PROGRAM_NAMES)("on %s", async (name) => {
    const plain = await inPlainNode(name);
    // A program that calls nothing compares nothing.
    expect(plain.calls.length).toBeGreaterThan(0);
    expect(await inInterpreter(name)).toEqual(plain);
    expect(await inLocalRunner(name)).toEqual(plain);
  });

  it("on at least 25 programs, 12 of them with failures", () => {
    expect(PROGRAM_NAMES.length).toBeGreaterThanOrEqual(25);
    expect(PROGRAM_NAMES.filter((name) => name.startsWith("failure-")).length).toBeGreaterThanOrEqual(12);
  });
});
