import { describe, expect, it } from "vitest";
import { askSuites, reportOf, summed } from "../support/program-suites.ts";
import { CONSTRUCTS } from "./program-generator.ts";

const SEED = 20_261_124;
const COUNT = 2000;
/** Of these programs, so many also run with a process per step. */
const IN_PROCESSES = 24;
/** Of all programs, those that may have no graph form. */
const REFUSED_BELOW = 0.05;
const EACH_WAY_AT_LEAST = 30;
/** Of all runs, those whose deepest call stands in three constructs or more. */
const NESTED_AT_LEAST = 0.25;

const all = summed(await askSuites(SEED, COUNT, IN_PROCESSES));
const { coverage } = all;
const ways = new Map(coverage.constructs);
console.log(reportOf(all, SEED));

describe("plain Node, the interpreter and the local runner", () => {
  it("agree on all generated programs", () => {
    expect(all.problems.join("\n\n")).toBe("");
    expect(coverage.runs).toBe(2 * all.programs);
    expect(all.localRuns).toBe(all.programs);
  });

  it("agree with a process per step, too", () => {
    expect(all.processRuns).toBe(IN_PROCESSES);
  });
});

describe("of the generated programs", () => {
  it("the compiler refuses few, and none for a fault of its own", () => {
    expect(all.internalErrors).toBe("");
    expect(all.programs + all.refused.length).toBe(COUNT);
    expect(all.refused.length).toBeLessThan(COUNT * REFUSED_BELOW);
  });

  it.each(CONSTRUCTS)("enough have run with %s, with a failure in it, and with one beside it", (construct) => {
    const { ok, inside, beside } = ways.get(construct) ?? { ok: 0, inside: 0, beside: 0 };
    expect(Math.min(ok, inside, beside), `${ok} ok, ${inside} inside, ${beside} beside`).toBeGreaterThanOrEqual(EACH_WAY_AT_LEAST);
  });

  it("many are nested three deep and deeper", () => {
    const nested = coverage.depths.slice(3).reduce((sum, runs) => sum + runs, 0);
    expect(nested).toBeGreaterThanOrEqual(coverage.runs * NESTED_AT_LEAST);
  });

  it("many fail and many succeed", () => {
    expect(coverage.failedRuns).toBeGreaterThan(coverage.runs / 5);
    expect(coverage.runs - coverage.failedRuns).toBeGreaterThan(coverage.runs / 5);
  });
});
