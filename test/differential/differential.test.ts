import type { CompiledPipeline } from "@dagwright/compiler";
import type { Pipeline } from "@dagwright/ir";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spansIn } from "../support/calls.ts";
import {
  compiledProgram,
  compiledPrograms,
  inInterpreter,
  inPlainNode,
  lasting,
  PROGRAM_NAMES,
  requiredOrder,
} from "../support/differential.ts";
import { observeLocalRunner } from "../support/observe.ts";
import { brokenPairs, orderTally } from "../support/required-order.ts";

const CALLS_LAST_MS = 150;
const tally = orderTally("in the local runner");

beforeAll(async () => {
  await compiledPrograms();
});

afterAll(() => console.log(tally.text()));

describe("plain Node, the interpreter and the local runner agree", () => {
  it.each(PROGRAM_NAMES)("on %s", async (name) => {
    const plain = await inPlainNode(name);
    // A program that calls nothing compares nothing.
    expect(plain.calls.length).toBeGreaterThan(0);
    expect(await inInterpreter(name)).toEqual(plain);
    const required = await requiredOrder(name);
    const lines: string[] = [];
    const program = lasting(await compiledProgram(name), CALLS_LAST_MS);
    expect(await observeLocalRunner(program, {}, (line) => lines.push(line))).toEqual(plain);
    const spans = spansIn(lines.join("\n"));
    expect(brokenPairs(required, spans)).toEqual([]);
    tally.add(required, spans);
  });

  it("on at least 25 programs, 12 of them with failures", () => {
    expect(PROGRAM_NAMES.length).toBeGreaterThanOrEqual(25);
    expect(PROGRAM_NAMES.filter((name) => name.startsWith("failure-")).length).toBeGreaterThanOrEqual(12);
  });
});

describe("the comparison of order", () => {
  it("sees that the local runner was given a program without its order edges", async () => {
    const lines: string[] = [];
    const program = withoutOrder(lasting(await compiledProgram("sequence"), 1000));
    await observeLocalRunner(program, {}, (line) => lines.push(line));
    expect(brokenPairs(await requiredOrder("sequence"), spansIn(lines.join("\n")))).not.toEqual([]);
  });
});

/** Only of the nodes that stand in no other. */
function withoutOrder(program: CompiledPipeline): CompiledPipeline {
  const unordered = ({ body, ...rest }: Pipeline): Pipeline => ({
    ...rest,
    body: { ...body, nodes: body.nodes.map((node) => ({ ...node, order: [] })) },
  });
  const pipelines = Object.fromEntries(Object.entries(program.document.pipelines).map(([name, one]) => [name, unordered(one)]));
  return { ...program, document: { ...program.document, pipelines } };
}
