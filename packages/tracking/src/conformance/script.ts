import type { DeliveredEntry } from "../backend.ts";
import type { EventBody, EventScope } from "../events.ts";
import { createIds, systemRandom } from "../ids.ts";
import { systemClock } from "../clock.ts";

/** Writes journal entries for a backend's test, as a journal would number them. */
export interface Script {
  readonly runId: string;
  add(body: EventBody): DeliveredEntry;
  started(): DeliveredEntry;
  param(name: string, value: string | number, scope?: EventScope): DeliveredEntry;
  metric(name: string, value: number, step?: number): DeliveredEntry;
  tag(name: string, value: string): DeliveredEntry;
  artifact(name: string, digest: string): DeliveredEntry;
  step(stepId: string, status: "queued" | "running" | "succeeded" | "failed", attempt?: number): DeliveredEntry;
  finished(status: "succeeded" | "failed" | "cancelled"): DeliveredEntry;
}

const ids = createIds(systemClock, systemRandom());
const startOfTime = 1_750_000_000_000;

export function createScript(firstSeq = 1, runId = ids.runId()): Script {
  let seq = firstSeq;
  const add = (body: EventBody): DeliveredEntry => {
    const id = ids.eventId();
    const at = startOfTime + seq;
    return { seq: seq++, id, runId, event: { id, at, runId, ...body } };
  };
  return {
    runId,
    add,
    started: () => add({ type: "runStarted", experiment: "conformance", name: "a run", parentRunId: null, pipeline: null, process: null }),
    param: (name, value, scope) => add({ type: "paramLogged", scope: scope ?? null, name, value }),
    metric: (name, value, step = 0) => add({ type: "metricLogged", scope: null, name, value, step, timestamp: startOfTime + seq }),
    tag: (name, value) => add({ type: "tagSet", scope: null, name, value }),
    artifact: (name, digest) =>
      add({
        type: "artifactLogged",
        scope: null,
        name,
        kind: "Model",
        digest,
        uri: `cas:${digest}`,
        bytes: 3,
        metadata: {},
        role: "output",
      }),
    step: (stepId, status, attempt = 1) =>
      add({ type: "stepChanged", scope: { stepId, attempt }, component: "train", status, cached: false, error: null, durationMs: null }),
    finished: (status) => add({ type: "runFinished", status, outputs: null, error: null, durationMs: null }),
  };
}
