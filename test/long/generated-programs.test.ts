// More of test/differential/generated-programs.test.ts, and the controller. DAGWRIGHT_SEED chooses other programs; the seed is printed.
import { afterAll, describe, expect, it } from "vitest";
import { codeOf } from "../support/differential.ts";
import { compareOnArgo } from "../support/generated-on-argo.ts";
import type { GeneratedProgram } from "../support/generated.ts";
import { observePlainNode } from "../support/observe.ts";
import { askSuites, reportOf, summed } from "../support/program-suites.ts";
import { compilePlans, drawnPlans, removeWrittenPrograms } from "../support/written-programs.ts";

const COUNT = Number(process.env["DAGWRIGHT_PROGRAMS"] ?? 20_000);
const IN_PROCESSES = 200;
const REFUSED_BELOW = 0.05;
const ON_ARGO = 30;

const seed = Number(process.env["DAGWRIGHT_SEED"] ?? Date.now() % 1_000_000);
console.log(`seed ${seed}`);
const all = summed(await askSuites(seed, COUNT, IN_PROCESSES));
console.log(reportOf(all, seed));

/** Those of few calls: each call is a pod. */
async function onArgo(): Promise<readonly GeneratedProgram[]> {
  const { programs } = await compilePlans(
    drawnPlans(seed + 1, ON_ARGO * 10).map(({ value }) => value),
    (index) => `a${index}`,
  );
  const chosen: GeneratedProgram[] = [];
  for (const { name, file, pipeline } of programs) {
    // Nobody answers there.
    if (JSON.stringify(pipeline.document).includes('"kind":"approval"')) continue;
    const { status, output, calls } = await observePlainNode(file);
    if (calls.length < 2 || calls.length > 10) continue;
    chosen.push({ name, document: pipeline.document, bundle: codeOf(pipeline).bundle, expected: { status, output, calls } });
  }
  return chosen.slice(0, ON_ARGO);
}
const small = process.env["CLUSTER_HOST"] === undefined ? [] : await onArgo();

afterAll(removeWrittenPrograms);

describe("plain Node, the interpreter and the local runner", () => {
  it("agree on many generated programs", () => {
    expect(all.problems.join("\n\n")).toBe("");
    expect(all.internalErrors).toBe("");
    expect(all.refused.length).toBeLessThan(COUNT * REFUSED_BELOW);
  });
});

describe.runIf(small.length > 0).concurrent("plain Node and the controller agree on small generated programs", () => {
  it.each(small)("$name", compareOnArgo);
});
