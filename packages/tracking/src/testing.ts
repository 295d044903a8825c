import assert from "node:assert/strict";
import type { Answer, Backend, DeliveredEntry } from "./backend.ts";
import type { Script } from "./conformance/script.ts";
import { createScript } from "./conformance/script.ts";
import type { MetricPoint, RunStatus, StepStatus } from "./model.ts";
import { paramText } from "./param-text.ts";

export { paramText };

/** What a backend holds of a run, read back from where it keeps it. What it has no place for is empty. */
export interface StoredRun {
  readonly status: RunStatus;
  /** Values logged on the run itself, as `paramText` writes them. */
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** All points of each metric, by step, then time. */
  readonly metrics: Readonly<Record<string, readonly MetricPoint[]>>;
  readonly artifacts: readonly { readonly name: string; readonly digest: string }[];
  /** The newest attempt of each step. */
  readonly steps: readonly { readonly id: string; readonly attempt: number; readonly status: StepStatus }[];
}

export interface BackendUnderTest {
  readonly backend: Backend;
  read(runId: string): Promise<StoredRun | undefined>;
  /** Closes it and opens the same store again, as a new process would. */
  reopen(): Promise<BackendUnderTest>;
  dispose(): Promise<void>;
}

/** Give `name` and `run` to the `test` function of any runner. */
export interface ConformanceCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

type Check = (subject: BackendUnderTest) => Promise<BackendUnderTest | void>;

const outcomes = (answers: readonly Answer[]) => answers.map((answer) => answer.outcome);
const all = (entries: readonly DeliveredEntry[], outcome: Answer["outcome"]) => entries.map(() => outcome);

/** A run with something of everything every backend can hold. */
function plainRun(script: Script): readonly DeliveredEntry[] {
  return [
    script.started(),
    script.param("seed", 7),
    script.tag("team", "red"),
    script.metric("loss", 0.5, 1),
    script.metric("loss", 0.25, 2),
    script.tag("team", "blue"),
    script.finished("succeeded"),
  ];
}

function checkPlainRun(stored: StoredRun | undefined): void {
  assert.ok(stored, "the run is stored");
  assert.equal(stored.status, "succeeded");
  assert.equal(stored.params["seed"], "7");
  assert.equal(stored.tags["team"], "blue");
  assert.deepEqual(
    stored.metrics["loss"]?.map(({ value, step }) => [value, step]),
    [
      [0.5, 1],
      [0.25, 2],
    ],
  );
}

const checks: Readonly<Record<string, Check>> = {
  "an empty delivery gets no answers": async ({ backend }) => {
    assert.deepEqual(await backend.apply([]), []);
  },

  "every event gets one answer, in the order of the entries": async ({ backend }) => {
    const entries = plainRun(createScript());
    const answers = await backend.apply(entries);
    assert.deepEqual(
      answers.map((answer) => answer.eventId),
      entries.map((entry) => entry.id),
    );
    assert.deepEqual(outcomes(answers), all(entries, "accepted"));
  },

  "a run is read back as it was written": async ({ backend, read }) => {
    const script = createScript();
    await backend.apply(plainRun(script));
    checkPlainRun(await read(script.runId));
  },

  "events one by one give what one delivery gives": async ({ backend, read }) => {
    const script = createScript();
    for (const entry of plainRun(script)) assert.deepEqual(outcomes(await backend.apply([entry])), ["accepted"]);
    checkPlainRun(await read(script.runId));
  },

  "a delivery that comes twice changes nothing and gets the same answers": async ({ backend, read }) => {
    const script = createScript();
    const entries = [...plainRun(script), script.param("seed", 8)];
    const answers = await backend.apply(entries);
    const stored = await read(script.runId);
    assert.deepEqual(await backend.apply(entries), answers);
    assert.deepEqual(await read(script.runId), stored);
  },

  "an old delivery that comes after a newer one changes nothing": async ({ backend, read }) => {
    const script = createScript();
    const entries = plainRun(script);
    await backend.apply(entries.slice(0, 4));
    await backend.apply(entries.slice(2));
    const stored = await read(script.runId);
    await backend.apply(entries.slice(0, 4));
    assert.deepEqual(await read(script.runId), stored);
    checkPlainRun(stored);
  },

  "what is delivered again after a restart changes nothing": async ({ backend, read, reopen }) => {
    const script = createScript();
    const entries = plainRun(script);
    await backend.apply(entries.slice(0, 5));
    const stored = await read(script.runId);
    const again = await reopen();
    await again.backend.apply(entries.slice(0, 5));
    assert.deepEqual(await again.read(script.runId), stored);
    await again.backend.apply(entries.slice(3));
    checkPlainRun(await again.read(script.runId));
    return again;
  },

  "a param keeps its first value, and another one is rejected with a reason": async ({ backend, read }) => {
    const script = createScript();
    const answers = await backend.apply([script.started(), script.param("seed", 7), script.param("seed", 7), script.param("seed", 8)]);
    assert.deepEqual(outcomes(answers), ["accepted", "accepted", "accepted", "rejected"]);
    const refused = answers[3];
    assert.ok(refused?.outcome === "rejected" && refused.reason.length > 0);
    assert.equal((await read(script.runId))?.params["seed"], "7");
  },

  "a refused event does not stop those after it": async ({ backend, read }) => {
    const stranger = createScript(1);
    const script = createScript(2);
    const answers = await backend.apply([stranger.tag("a", "b"), ...plainRun(script)]);
    assert.equal(answers[0]?.outcome, "rejected");
    checkPlainRun(await read(script.runId));
    assert.equal(await read(stranger.runId), undefined);
  },

  "runs whose events alternate do not mix": async ({ backend, read }) => {
    const [one, two] = [createScript(1), createScript(100)];
    const [first, second] = [plainRun(one), plainRun(two)];
    await backend.apply(first.slice(0, 4));
    await backend.apply([...second, two.tag("only", "two")]);
    checkPlainRun(await read(two.runId));
    assert.equal((await read(one.runId))?.status, "running");
    assert.equal((await read(one.runId))?.tags["only"], undefined);
  },

  "texts of any script are kept": async ({ backend, read }) => {
    const script = createScript();
    const text = "żółw 模型 🐢 \"quoted\" 'single' {{x}} $(y)\nline\ttab";
    await backend.apply([script.started(), script.param("text", text), script.tag("text", text)]);
    const stored = await read(script.runId);
    assert.equal(stored?.params["text"], text);
    assert.equal(stored?.tags["text"], text);
  },

  "very long values are kept whole, or the backend says that it cannot": async ({ backend, read }) => {
    const script = createScript();
    const long = "ä".repeat(200_000);
    await backend.apply([script.started(), script.param("long", long), script.tag("long", long)]);
    const stored = await read(script.runId);
    if (!backend.capabilities.wholeValues) return;
    assert.equal(stored?.params["long"], long);
    assert.equal(stored?.tags["long"], long);
  },

  "metrics that are not finite are kept, or answered as unsupported": async ({ backend, read }) => {
    const script = createScript();
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const entries = values.map((value, step) => script.metric("odd", value, step));
    const answers = await backend.apply([script.started(), ...entries]);
    if (!backend.capabilities.nonFiniteMetrics) {
      assert.deepEqual(outcomes(answers).slice(1), all(entries, "unsupported"));
      return;
    }
    assert.deepEqual(
      (await read(script.runId))?.metrics["odd"]?.map(({ value }) => value),
      values,
    );
  },

  "steps are kept with their newest attempt, or answered as unsupported": async ({ backend, read }) => {
    const script = createScript();
    const start = script.started();
    const entries = [
      script.step("a", "queued"),
      script.step("a", "running"),
      script.step("a", "failed"),
      script.step("a", "running", 2),
      script.step("a", "succeeded", 2),
    ];
    const answers = await backend.apply([start, ...entries]);
    const supported = backend.capabilities.steps;
    assert.deepEqual(outcomes(answers).slice(1), all(entries, supported ? "accepted" : "unsupported"));
    assert.deepEqual((await read(script.runId))?.steps, supported ? [{ id: "a", attempt: 2, status: "succeeded" }] : []);
  },

  "values of a step stay apart from those of the run": async ({ backend, read }) => {
    const script = createScript();
    const entries = [script.started(), script.param("seed", 1), script.param("seed", 2, { stepId: "a", attempt: 1 })];
    const answers = await backend.apply(entries);
    assert.equal(answers[2]?.outcome, backend.capabilities.steps ? "accepted" : "unsupported");
    assert.equal((await read(script.runId))?.params["seed"], "1");
  },

  "artifacts are kept, or answered as unsupported": async ({ backend, read }) => {
    const script = createScript();
    const answers = await backend.apply([script.started(), script.artifact("model", "sha256:0a")]);
    const supported = backend.capabilities.artifacts;
    assert.equal(answers[1]?.outcome, supported ? "accepted" : "unsupported");
    assert.deepEqual((await read(script.runId))?.artifacts, supported ? [{ name: "model", digest: "sha256:0a" }] : []);
  },
};

/**
 * The suite that every backend passes. `open` gives a fresh, empty backend for each case.
 *
 * @example
 * for (const { name, run } of backendConformance(openMine)) test(name, run);
 */
export function backendConformance(open: () => Promise<BackendUnderTest>): readonly ConformanceCase[] {
  return Object.entries(checks).map(([name, check]) => ({
    name,
    async run() {
      let subject = await open();
      try {
        subject = (await check(subject)) ?? subject;
      } finally {
        await subject.dispose();
      }
    },
  }));
}
