import { join } from "node:path";
import { component, document, field, forEach, branch, literal, NUMBER, pipeline, ref, region, STRING, task } from "@dagwright/ir/testing";
import { openTracking } from "@dagwright/tracking";
import { afterEach, beforeEach, expect, test } from "vitest";
import { by, createKit, type Kit } from "../test/kit.ts";
import type { RunPipelineOptions } from "./run.ts";

let kit: Kit;
beforeEach(() => (kit = createKit()));
afterEach(() => kit.cleanUp());

const recorded = async (doc: Parameters<Kit["run"]>[0], options: Partial<RunPipelineOptions> = {}) => {
  const tracking = openTracking({ home: kit.home });
  try {
    const ran = await kit.run(doc, { ...options, tracking });
    return { ran, run: await tracking.getRun(ran.id) };
  } finally {
    await tracking.close();
  }
};

const flaky = by(
  "flaky",
  component({ counter: STRING, times: NUMBER }, NUMBER, { retries: { limit: 2, on: "failure", backoffSeconds: 0.01 } }),
);
const doc = (times: number) =>
  document(
    { flaky, double: by("double", component({ n: NUMBER }, NUMBER)) },
    {
      main: pipeline(
        region(
          [
            task("tried", "flaky", { counter: literal(join(kit.home, `count-${times}`)), times: literal(times) }),
            forEach("each", literal([1, 2]), region([task("twice", "double", { n: ref("each-item") })])),
            branch("never", literal(false), region([task("left", "double", { n: ref("tried") })])),
          ],
          { value: ref("tried") },
        ),
        { inputs: { top: { type: NUMBER, default: 3 }, name: { type: STRING } }, output: field(NUMBER) },
      ),
    },
  );

test("a run stands in tracking with its inputs, its steps with their attempts, and its outputs", async () => {
  const { ran, run } = await recorded(doc(2), { inputs: { name: "ü" }, experiment: "trials", name: "first", tags: { by: "test" } });
  expect(run).toMatchObject({
    id: ran.id,
    experiment: "trials",
    name: "first",
    status: "succeeded",
    params: { top: 3, name: "ü" },
    tags: { by: "test" },
    outputs: 2,
    error: null,
    pipeline: { name: "main", irDigest: expect.stringMatching(/^[0-9a-f]{64}$/u) },
  });
  expect(run.steps.map(({ id, component: name, status, attempt }) => [id, name, status, attempt]).toSorted()).toEqual([
    ["each.0.twice", "double", "succeeded", 1],
    ["each.1.twice", "double", "succeeded", 1],
    ["left", "double", "skipped", 1],
    ["tried", "flaky", "succeeded", 2],
  ]);
  const tried = run.steps.find(({ id }) => id === "tried");
  expect(tried?.earlierAttempts).toMatchObject([
    { attempt: 1, status: "failed", error: { kind: "thrown", message: "attempt 1", step: "tried" } },
  ]);
  expect(tried?.durationMs).toBeGreaterThan(0);
  expect(run.refused).toEqual([]);
});

test("a failed run says which step failed first and how", async () => {
  const { run } = await recorded(doc(9), { inputs: { name: "x" } });
  expect(run).toMatchObject({ status: "failed", error: { kind: "thrown", message: "attempt 3", attempt: 3, step: "flaky" } });
});

test("a cancelled run is recorded as such", async () => {
  const { run } = await recorded(doc(2), { inputs: { name: "x" }, signal: AbortSignal.abort() });
  expect(run).toMatchObject({ status: "cancelled", stepCounts: { cancelled: 2 } });
});

test("without a tracking of the caller's, the one in the home is used", async () => {
  const ran = await kit.run(doc(1), { inputs: { name: "x" }, inHome: true });
  const tracking = openTracking({ home: kit.home, readOnly: true });
  expect((await tracking.listRuns()).map(({ id, experiment }) => [id, experiment])).toEqual([[ran.id, "main"]]);
  await tracking.close();
});
