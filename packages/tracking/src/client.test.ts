import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { temporaryHome } from "../test/child.ts";
import type { Tracking } from "./client.ts";
import { openTracking } from "./client.ts";
import type { ProcessProbe } from "./process-probe.ts";
import { systemProbe } from "./process-probe.ts";

let home: string;
let tracking: Tracking;

beforeEach(() => {
  home = temporaryHome();
  tracking = openTracking({ home });
});

afterEach(async () => {
  await tracking.close();
  rmSync(home, { recursive: true });
});

describe("a run", () => {
  test("is read back with its params, tags, last metrics, steps and artifacts", async () => {
    const run = await tracking.startRun({
      experiment: "churn",
      name: "first",
      params: { seeds: [1, 2], table: "t" },
      tags: { team: "red" },
      pipeline: { name: "churn", irDigest: "sha256:aa" },
    });
    run.logMetric("loss", 0.5, { step: 1, timestamp: 10 });
    run.logMetric("loss", 0.25, { step: 2, timestamp: 5 });
    const first = run.step("runs.2.train", { component: "train", attempt: 1 });
    first.queued();
    first.started();
    first.finished("failed", { error: { kind: "exit", message: "boom", exitCode: 3 } });
    const second = run.step("runs.2.train", { component: "train", attempt: 2 });
    second.started();
    second.logParam("depth", 3);
    second.logMetrics({ auc: 0.9 });
    second.logArtifact({ name: "model", kind: "Model", digest: "sha256:bb", uri: "cas:bb", bytes: 5, metadata: { trees: 10 } });
    second.finished("succeeded", { cached: true });
    run.step("notify", { component: "notify" }).finished("skipped");
    await run.finish("succeeded", { outputs: { shipped: true } });

    const found = await tracking.getRun(run.id);
    expect(found).toMatchObject({
      experiment: "churn",
      name: "first",
      status: "succeeded",
      pipeline: { name: "churn", irDigest: "sha256:aa" },
      params: { seeds: [1, 2], table: "t" },
      tags: { team: "red" },
      metrics: { loss: { value: 0.25, step: 2, timestamp: 5 } },
      outputs: { shipped: true },
      error: null,
      refused: [],
      stepCounts: { succeeded: 1, skipped: 1 },
      artifacts: [{ name: "model", stepId: "runs.2.train", attempt: 2 }],
      steps: [
        {
          id: "runs.2.train",
          component: "train",
          attempt: 2,
          status: "succeeded",
          cached: true,
          params: { depth: 3 },
          metrics: { auc: { value: 0.9 } },
          artifacts: [{ digest: "sha256:bb", bytes: 5, metadata: { trees: 10 } }],
          earlierAttempts: [{ attempt: 1, status: "failed", error: { kind: "exit", message: "boom", exitCode: 3 } }],
        },
        { id: "notify", status: "skipped", startedAt: null },
      ],
    });
    expect(found.durationMs).toBeGreaterThanOrEqual(0);
    expect(await tracking.getMetricHistory(run.id, "loss")).toMatchObject([
      { value: 0.5, step: 1 },
      { value: 0.25, step: 2 },
    ]);
    expect(await tracking.getMetricHistory(run.id, "auc", { step: "runs.2.train" })).toMatchObject([
      { value: 0.9, stepId: "runs.2.train", attempt: 2 },
    ]);
  });

  test("keeps NaN and Infinity as metric values, also after closing and opening", async () => {
    const run = await tracking.startRun({ experiment: "odd" });
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    values.forEach((value, step) => run.logMetric("loss", value, { step }));
    await tracking.close();
    tracking = openTracking({ home });
    expect((await tracking.getMetricHistory(run.id, "loss")).map(({ value }) => value)).toEqual(values);
    await tracking.rebuild();
    expect((await tracking.getRun(run.id)).metrics["loss"]?.value).toBe(Number.NEGATIVE_INFINITY);
  });

  test("keeps long and foreign texts whole, and makes text of what JSON cannot hold instead of throwing", async () => {
    const run = await tracking.startRun({ experiment: "模型 🐢" });
    const long = "ö\u0000".repeat(500_000);
    const loop: unknown[] = [];
    loop.push(loop);
    run.logParams({ long, big: 1n, when: new Date(0), nan: Number.NaN, loop, "lone\ud800": "\udc00", none: undefined });
    run.setTag("żółw", long);
    const { params, tags, experiment } = await tracking.getRun(run.id);
    expect(experiment).toBe("模型 🐢");
    expect(params).toEqual({
      long,
      big: "1",
      when: "1970-01-01T00:00:00.000Z",
      nan: "NaN",
      loop: ["[circular]"],
      "lone\ufffd": "\ufffd",
      none: null,
    });
    expect(tags["żółw"]).toBe(long);
  });

  test("tells which events were refused: a second value of a param, a metric step that is no integer, a step that ended twice", async () => {
    const run = await tracking.startRun({ experiment: "e" });
    run.logParam("seed", 1);
    run.logParam("seed", 2);
    run.logMetric("loss", 1, { step: 0.5 });
    const step = run.step("a", { component: "a" });
    step.finished("succeeded");
    step.finished("failed");
    const found = await tracking.getRun(run.id);
    expect(found.params).toEqual({ seed: 1 });
    expect(found.refused.map(({ reason }) => reason)).toEqual([
      "param seed is set already, to another value",
      "event.step is not an integer",
      "step a, attempt 1, is succeeded and cannot become failed",
    ]);
  });

  test("ends as failed when its scope is left without finish, and as it ended otherwise", async () => {
    const ids: string[] = [];
    for (const leavesEarly of [true, false]) {
      await using run = await tracking.startRun({ experiment: "scope" });
      ids.push(run.id);
      if (!leavesEarly) await run.finish("cancelled");
    }
    const [left = "", ended = ""] = ids;
    expect(await tracking.getRun(left)).toMatchObject({
      status: "failed",
      error: { message: "The scope of the run was left without finish()." },
    });
    expect(await tracking.getRun(ended)).toMatchObject({ status: "cancelled", error: null, refused: [] });
  });

  test("follows the function given to withRun, whose error is thrown on", async () => {
    await tracking.withRun({ id: "good", experiment: "e" }, async () => ({ auc: 1 }));
    const work = tracking.withRun({ id: "bad", experiment: "e" }, async () => {
      throw new TypeError("no such column");
    });
    await expect(work).rejects.toThrow(TypeError);
    expect(await tracking.getRun("good")).toMatchObject({ status: "succeeded", outputs: { auc: 1 } });
    expect(await tracking.getRun("bad")).toMatchObject({ status: "failed", error: { kind: "thrown", message: "no such column" } });
  });

  test("can be resumed after its end, and written to by a second writer", async () => {
    const run = await tracking.startRun({ experiment: "e" });
    await run.finish("failed");
    const again = await tracking.resumeRun(run.id.slice(0, 10));
    expect(await tracking.getRun(run.id)).toMatchObject({ status: "running", endedAt: null });
    const beside = await tracking.attachRun(run.id);
    beside.logMetric("loss", 1);
    await beside[Symbol.asyncDispose]();
    expect(await tracking.getRun(run.id)).toMatchObject({ status: "running", metrics: { loss: { value: 1 } } });
    await again.finish("succeeded");
    expect(await tracking.getRun(run.id)).toMatchObject({ status: "succeeded", refused: [] });
  });

  test("whose process is gone is shown as interrupted, and recorded as running", async () => {
    const run = await tracking.startRun({ experiment: "e" });
    const found = await tracking.getRun(run.id);
    expect(found.process).toMatchObject({ host: systemProbe.host(), pid: process.pid });
    expect(tracking.displayStatus(found)).toBe("running");

    await tracking.close();
    const withoutIt: ProcessProbe = { ...systemProbe, startToken: () => undefined };
    tracking = openTracking({ home, probe: withoutIt });
    const later = await tracking.getRun(run.id);
    expect([later.status, tracking.displayStatus(later)]).toEqual(["running", "interrupted"]);
  });
});

describe("finding runs", () => {
  test("takes the beginning of an id, and names the possible ones when several begin so", async () => {
    for (const id of ["abc111", "abc222", "b_d333"]) await tracking.startRun({ id, experiment: "e" });
    expect((await tracking.getRun("abc1")).id).toBe("abc111");
    await expect(tracking.getRun("abc")).rejects.toMatchObject({ code: "run-id-ambiguous", candidates: ["abc222", "abc111"] });
    // No wildcards, no other case, no empty text.
    for (const typed of ["b%", "b_", "ABC1", ""]) {
      if (typed === "b_") expect((await tracking.getRun(typed)).id).toBe("b_d333");
      else await expect(tracking.getRun(typed)).rejects.toMatchObject({ code: "run-not-found" });
    }
  });

  test("names the nearest ids of an unknown one", async () => {
    await expect(tracking.getRun("abc")).rejects.toMatchObject({
      code: "run-not-found",
      candidates: [],
      help: "No run is recorded here yet.",
    });
    for (const id of ["aaaa11112222", "bbbb11112222"]) await tracking.startRun({ id, experiment: "e" });
    await expect(tracking.getRun("bbbc1")).rejects.toMatchObject({ code: "run-not-found", candidates: ["bbbb11112222"] });
    await expect(tracking.getRun("zzzz")).rejects.toMatchObject({
      candidates: [],
      help: "None is near; the newest here: bbbb11112222, aaaa11112222.",
    });
  });

  test("refuses a second run of the same id, also from another connection", async () => {
    const other = openTracking({ home });
    await tracking.startRun({ id: "same", experiment: "first" });
    await expect(other.startRun({ id: "same", experiment: "second" })).rejects.toMatchObject({ code: "run-exists" });
    await other.close();
    expect((await tracking.getRun("same")).experiment).toBe("first");
  });

  test("lists the newest first, by experiment and status, up to a limit", async () => {
    for (const [id, experiment] of [
      ["1", "a"],
      ["2", "b"],
      ["3", "a"],
      ["4", "a"],
    ] as const) {
      const run = await tracking.startRun({ id, experiment });
      if (id !== "4") await run.finish(id === "3" ? "failed" : "succeeded");
    }
    const ids = async (filter: Parameters<Tracking["listRuns"]>[0]) => (await tracking.listRuns(filter)).map((run) => run.id);
    expect(await ids({})).toEqual(["4", "3", "2", "1"]);
    expect(await ids({ experiment: "a" })).toEqual(["4", "3", "1"]);
    expect(await ids({ experiment: "a", status: "succeeded" })).toEqual(["1"]);
    expect(await ids({ limit: 2 })).toEqual(["4", "3"]);
  });
});

test("a closed tracking says so, and what is logged afterwards is reported instead of thrown", async () => {
  const problems: Error[] = [];
  const own = openTracking({ home, onProblem: (problem) => problems.push(problem) });
  const run = await own.startRun({ experiment: "e" });
  await own.close();
  run.logMetric("late", 1);
  expect(problems).toMatchObject([{ code: "closed" }]);
  await expect(own.listRuns()).rejects.toMatchObject({ code: "closed" });
  await own.close();
});
