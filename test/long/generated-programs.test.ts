// More of test/differential/generated-programs.test.ts, and the controller. DAGWRIGHT_SEED chooses other programs; the seed is printed.
import { afterAll, describe, expect, it } from "vitest";
import { codeOf } from "../support/differential.ts";
import { compareOnArgo } from "../support/generated-on-argo.ts";
import type { GeneratedProgram } from "../support/generated.ts";
import { observeInterpreter, observeLocalRunner, observePlainNode } from "../support/observe.ts";
import { removeWrittenPrograms, writtenPrograms, type CompiledProgram } from "../support/written-programs.ts";

const COUNT = 1000;
const INPUTS = [{}, { x: 0 }, { x: 7 }, { x: 11, label: "b" }];
const REFUSED_AT_MOST = 0.1;

const seed = Number(process.env["DAGWRIGHT_SEED"] ?? Date.now() % 1_000_000);
const all = await writtenPrograms(seed * COUNT, COUNT);
console.log(`seed ${seed}: ${all.programs.length} programs; ${all.refused} more have no graph form: ${all.codes}`);

/** Those of few statements and few calls: each call is a pod. */
async function onArgo(): Promise<readonly GeneratedProgram[]> {
  const { programs } = await writtenPrograms((seed + 1) * COUNT, COUNT / 5, 3);
  const chosen: GeneratedProgram[] = [];
  for (const { name, file, pipeline } of programs) {
    const { status, output, calls } = await observePlainNode(file);
    if (calls.length < 2 || calls.length > 10) continue;
    chosen.push({ name, document: pipeline.document, bundle: codeOf(pipeline).bundle, expected: { status, output, calls } });
  }
  return chosen.slice(0, 30);
}
const small = process.env["CLUSTER_HOST"] === undefined ? [] : await onArgo();

afterAll(removeWrittenPrograms);

describe("of many generated programs", () => {
  it("the compiler refuses few, and none for a fault of its own", () => {
    expect(all.internalErrors).toBe("");
    expect(all.refused).toBeLessThanOrEqual(COUNT * REFUSED_AT_MOST);
  });
});

describe("plain Node and the interpreter agree on many generated programs", () => {
  it.each(all.programs)("$name", async ({ file, source, pipeline }: CompiledProgram) => {
    for (const inputs of INPUTS) expect(await observeInterpreter(pipeline, inputs), source).toEqual(await observePlainNode(file, inputs));
  });
});

describe("plain Node and the local runner agree on generated programs", () => {
  it.each(all.programs.slice(0, 60))("$name", async ({ file, source, pipeline }: CompiledProgram) => {
    for (const inputs of INPUTS) expect(await observeLocalRunner(pipeline, inputs), source).toEqual(await observePlainNode(file, inputs));
  });
});

describe.runIf(small.length > 0).concurrent("plain Node and the controller agree on small generated programs", () => {
  it.each(small)("$name", compareOnArgo);
});
