import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openMemoryStore } from "../../../test/memory-store.ts";
import type { DeliveredEntry } from "../../backend.ts";
import type { EventBody, TrackingEvent } from "../../events.ts";
import type { Json } from "../../model.ts";
import { artifactRoles, errorKinds, stepStatuses } from "../../model.ts";

const runId = fc.constantFrom("r1", "r2", "r3");
const name = fc.constantFrom("a", "b", "żółw", "__proto__", "nul\u0000inside", "lone\ud800");
const text = fc.oneof(fc.string({ unit: "binary", maxLength: 8 }), fc.constant("x".repeat(5_000)), fc.constant("\ud800"));
const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e300, 7));
const scope = fc.record({ stepId: fc.constantFrom("s", "runs.2.s"), attempt: fc.integer({ min: 1, max: 2 }) });
const someScope = fc.option(scope, { nil: null });
const duration = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: null });
const json: fc.Arbitrary<Json> = fc.oneof(text, fc.boolean(), fc.constant(null), fc.integer(), fc.array(fc.integer(), { maxLength: 2 }));
const failure = fc.option(fc.record({ kind: fc.constantFrom(...errorKinds), message: text }), { nil: null });
// A step that is no integer is a caller's mistake that must be refused, the same way every time.
const metricStep = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constantFrom(0.5, Number.NaN));

const body: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({
    type: fc.constant("runStarted" as const),
    experiment: name,
    name: text,
    parentRunId: fc.option(runId, { nil: null }),
    pipeline: fc.option(fc.record({ name: text, irDigest: text }), { nil: null }),
    process: fc.constant(null),
  }),
  fc.record({ type: fc.constant("runResumed" as const), process: fc.constant({ host: "h", pid: 1, startToken: "t" }) }),
  fc.record({
    type: fc.constant("runFinished" as const),
    status: fc.constantFrom("succeeded" as const, "failed" as const, "cancelled" as const),
    outputs: json,
    error: failure,
    durationMs: duration,
  }),
  fc.record({
    type: fc.constant("stepChanged" as const),
    scope,
    component: text,
    status: fc.constantFrom(...stepStatuses),
    cached: fc.boolean(),
    error: failure,
    durationMs: duration,
  }),
  fc.record({ type: fc.constant("paramLogged" as const), scope: someScope, name, value: json }),
  fc.record({
    type: fc.constant("metricLogged" as const),
    scope: someScope,
    name,
    value,
    step: metricStep,
    timestamp: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({ type: fc.constant("tagSet" as const), scope: someScope, name, value: text }),
  fc.record({
    type: fc.constant("artifactLogged" as const),
    scope: someScope,
    name,
    kind: text,
    digest: text,
    uri: text,
    bytes: fc.option(fc.nat(), { nil: null }),
    metadata: fc.dictionary(text, json, { maxKeys: 2 }),
    role: fc.constantFrom(...artifactRoles),
  }),
);

const history = fc.array(fc.record({ runId, body }), { maxLength: 40 }).map((items) => {
  // Most runs are known, or all would be refused.
  const starts = ["r1", "r2"].map((id): TrackingEvent => ({
    type: "runStarted",
    id: `start-${id}`,
    at: 1,
    runId: id,
    experiment: "e",
    name: id,
    parentRunId: null,
    pipeline: null,
    process: null,
  }));
  return [
    ...starts,
    ...items.map((item, index): TrackingEvent => ({ id: `e${index}`, at: 1_000 + index, runId: item.runId, ...item.body })),
  ];
});
const cuts = fc.array(fc.nat(42), { maxLength: 6 }).map((positions) => positions.toSorted((a, b) => a - b));

function pieces<T>(items: readonly T[], at: readonly number[]): readonly (readonly T[])[] {
  const bounds = [0, ...at, items.length];
  return bounds.slice(1).map((end, index) => items.slice(bounds[index], end));
}

describe("the local tables", () => {
  test("are the same after any grouping of the events and after a rebuild from the journal", () => {
    fc.assert(
      fc.property(history, cuts, (events, at) => {
        const grouped = openMemoryStore();
        for (const piece of pieces(events, at)) {
          piece.forEach((event) => grouped.journal.append(event));
          grouped.journal.flushNow();
        }
        const whole = openMemoryStore(false);
        events.forEach((event) => whole.journal.append(event));
        whole.journal.flushNow();
        whole.local.rebuild();

        const incremental = grouped.dump();
        expect(incremental).toBe(whole.dump());
        grouped.local.rebuild();
        expect(grouped.dump()).toBe(incremental);
        expect([...grouped.problems, ...whole.problems]).toEqual([]);
        grouped.db.close();
        whole.db.close();
      }),
      { numRuns: 60 },
    );
  });

  test("do not change when events are appended or delivered again, and the answers are the same", async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(42), fc.nat(42), async (events, from, length) => {
        const store = openMemoryStore(false);
        events.forEach((event) => store.journal.append(event));
        store.journal.flushNow();
        const entries = store.reader.after(0, 100).filter((entry): entry is DeliveredEntry => entry.event.type !== "unreadable");
        const answers = await store.local.backend.apply(entries);
        const before = store.dump();

        events.slice(from, from + length).forEach((event) => store.journal.append(event));
        store.journal.flushNow();
        expect(store.reader.last()).toBe(events.length);
        const again = await store.local.backend.apply(entries.slice(from, from + length));
        expect(again).toEqual(answers.slice(from, from + length));
        expect(store.dump()).toBe(before);
        store.db.close();
      }),
      { numRuns: 60 },
    );
  });

  test("survive an event that a newer release wrote, and say so", () => {
    const store = openMemoryStore();
    store.db.exec(`INSERT INTO journal (id, run_id, event) VALUES
      ('1', 'r', '{"type":"runStarted","id":"1","at":1,"runId":"r","experiment":"e","name":"n"}'),
      ('2', 'r', '{"type":"runBlessed","id":"2","at":2,"runId":"r"}'),
      ('3', 'r', 'not json'),
      ('4', 'r', '{"type":"tagSet","id":"4","at":3,"runId":"r","name":"k","value":"v"}')`);
    store.local.follow([]);
    expect(store.cursors.refusalsOf("local", "r")).toMatchObject([
      { eventId: "2", outcome: "unsupported", reason: "events of type runBlessed are from a newer version" },
      { eventId: "3", outcome: "rejected" },
    ]);
    expect(store.db.prepare("SELECT value FROM tags").all()).toMatchObject([{ value: "v" }]);
  });
});
