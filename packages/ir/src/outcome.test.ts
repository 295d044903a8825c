import { describe, expect, it } from "vitest";
import {
  CANCELLED,
  failedWith,
  joinOutcomes,
  mayStart,
  OMITTED,
  settleOutcomes,
  SKIPPED,
  SUCCEEDED,
  tryOutcome,
  type Outcome,
} from "./outcome.ts";

const failed = (message: string): Outcome => failedWith({ step: "s", attempt: 1, kind: "thrown", message });
const [one, two] = [failed("one"), failed("two")];

describe("the outcome table", () => {
  it("lets a node start after success and skipping, and after nothing else", () => {
    expect([SUCCEEDED, SKIPPED, OMITTED, one, CANCELLED].map((edge) => mayStart([edge]))).toEqual([true, true, false, false, false]);
    expect(mayStart([])).toBe(true);
    expect(mayStart([SUCCEEDED, one])).toBe(false);
  });

  it("joins: cancelled before failed before omitted, and the first failure in order", () => {
    expect(joinOutcomes([])).toEqual(SUCCEEDED);
    expect(joinOutcomes([SUCCEEDED, SKIPPED])).toEqual(SUCCEEDED);
    expect(joinOutcomes([OMITTED, one, two])).toEqual(one);
    expect(joinOutcomes([SUCCEEDED, OMITTED])).toEqual(OMITTED);
    expect(joinOutcomes([one, CANCELLED])).toEqual(CANCELLED);
  });

  it("counts failures as values when settled, but no cancel", () => {
    expect(settleOutcomes([one, SUCCEEDED])).toEqual(SUCCEEDED);
    expect(settleOutcomes([one, CANCELLED])).toEqual(CANCELLED);
  });

  it.each([
    ["nothing failed", SUCCEEDED, undefined, undefined, SUCCEEDED],
    ["catch succeeded", one, SUCCEEDED, undefined, SUCCEEDED],
    ["catch failed", one, two, undefined, two],
    ["no catch", one, undefined, undefined, one],
    ["finally after a failure", one, undefined, SUCCEEDED, one],
    ["finally failed after success", SUCCEEDED, undefined, two, two],
    ["finally failed after a failure", one, undefined, two, two],
    ["finally failed after catch", one, SUCCEEDED, two, two],
    ["finally was cancelled", SUCCEEDED, undefined, CANCELLED, CANCELLED],
    ["the body was cancelled", CANCELLED, undefined, undefined, CANCELLED],
  ])("ends a try: %s", (_, body, caught, last, outcome) => {
    expect(tryOutcome(body, caught, last)).toEqual(outcome);
  });
});
