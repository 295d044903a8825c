import type { RunEvent } from "@dagwright/runner";
import { expect, test } from "vitest";
import { resultTable, type PathOf } from "./result-table.ts";
import { RunView } from "./run-view.ts";

const at = "2026-01-01T00:00:00.000Z";
function viewOf(events: readonly RunEvent[]): RunView {
  const view = new RunView();
  for (const event of events) view.take(event);
  return view;
}

const pathOf: PathOf = ({ key }) => `store/${key}`;

test("steps, metrics, outputs and the run id are all there", () => {
  const view = viewOf([
    { type: "stepStarted", step: "load", component: "load", attempt: 1, executor: "process", at },
    { type: "stepStarted", step: "train", component: "train", attempt: 1, executor: "process", at },
    { type: "metric", step: "train", attempt: 1, name: "loss", value: "NaN", at },
    { type: "metric", step: "train", attempt: 1, name: "accuracy", value: 0.9666666, at },
    { type: "stepFinished", step: "load", component: "load", attempt: 1, status: "succeeded", durationMs: 80, at },
    { type: "stepFinished", step: "train", component: "train", attempt: 2, status: "succeeded", durationMs: 1500, at },
    { type: "stepNotStarted", step: "tell", component: "tell", status: "skipped", at },
  ]);
  expect(
    resultTable(
      "churn",
      {
        id: "abc123",
        status: "succeeded",
        outputs: { accuracy: 0.9666666, model: { $artifact: "Model", key: "sha256/ab", metadata: {} } },
        durationMs: 2000,
      },
      view,
      pathOf,
    ),
  ).toBe(`STEP   STATUS     DURATION  METRICS
load   Succeeded    0.08 s
train  Succeeded     1.5 s  loss NaN, accuracy 0.96667
tell   Skipped

OUTPUT    VALUE
accuracy  0.9666666
model     Model at store/sha256/ab

churn, run abc123: Succeeded in 2.0 s
`);
});

test("a failure is told with its stack", () => {
  const failure = {
    step: "train",
    attempt: 1,
    kind: "thrown",
    message: "no data",
    stack: "Error: no data\n    at fit (train.ts:3:7)",
  } as const;
  const table = resultTable("churn", { id: "abc", status: "failed", outputs: undefined, durationMs: 10, failure }, viewOf([]), pathOf);
  expect(table).toContain("train failed (thrown): no data\n    at fit (train.ts:3:7)\n");
});

test("of a thousand steps the failed ones are shown first", () => {
  const events = Array.from({ length: 1000 }, (_, index): RunEvent => ({
    type: "stepFinished",
    step: `each.${index}`,
    component: "one",
    attempt: 1,
    status: index === 999 ? "failed" : "succeeded",
    durationMs: 1,
    at,
  }));
  const table = resultTable("p", { id: "i", status: "failed", outputs: undefined, durationMs: 10 }, viewOf(events), pathOf);
  expect(table.split("\n")[1]).toMatch(/^each\.999 +Failed/u);
  expect(table).toContain("… and 940 more");
});
