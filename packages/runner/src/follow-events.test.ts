import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StepEvent } from "@dagwright/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { followEvents } from "./follow-events.ts";
import { systemPlatform, type Platform } from "./platform.ts";

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "dagwright-events-"))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = "2024-01-01T00:00:00.000Z";
const line = (event: Readonly<Record<string, unknown>>): string => `${JSON.stringify({ ...event, at })}\n`;

/** A clock that only moves when told. */
function handClock(): { clock: Platform["clock"]; tick: () => void } {
  let waiting: (() => void)[] = [];
  return {
    clock: {
      ...systemPlatform.clock,
      after(_ms, callback) {
        waiting.push(callback);
        return () => (waiting = waiting.filter((other) => other !== callback));
      },
    },
    tick() {
      const due = waiting;
      waiting = [];
      for (const callback of due) callback();
    },
  };
}

test("records come while the step still writes, a half-written one when it is whole", async () => {
  const path = join(root, "events.ndjson");
  const seen: StepEvent[] = [];
  const arrived: (() => void)[] = [];
  const { clock, tick } = handClock();
  const follower = followEvents(path, { ...systemPlatform, clock }, (event) => {
    seen.push(event);
    arrived.shift()?.();
  });
  const next = (): Promise<void> => new Promise((resolve) => arrived.push(resolve));

  const record = line({ type: "metric", name: "lößchen", value: 0.5, step: 3 });
  writeFileSync(path, line({ type: "info", message: "hello" }) + record.slice(0, 20));
  const first = next();
  tick();
  await first;
  expect(seen).toEqual([{ type: "info", message: "hello", at }]);
  appendFileSync(path, record.slice(20));
  await follower.finish();
  expect(seen[1]).toEqual({ type: "metric", name: "lößchen", value: 0.5, step: 3, at });
});

test("what is no record is passed over, and the rest is read", async () => {
  const path = join(root, "events.ndjson");
  writeFileSync(
    path,
    [
      "garbage\n",
      line({ type: "later", x: 1 }),
      line({ type: "metric", name: "m", value: "NaN" }),
      line({ type: "metric", name: "m", value: "high" }),
      line({ type: "param", name: "p", value: false }),
      '{"type":"in',
    ].join(""),
  );
  const seen: StepEvent[] = [];
  await followEvents(path, systemPlatform, (event) => seen.push(event)).finish();
  expect(seen).toEqual([
    { type: "metric", name: "m", value: "NaN", at },
    { type: "param", name: "p", value: false, at },
  ]);
});

test("a step that writes none is fine", async () => {
  await followEvents(join(root, "none"), systemPlatform, () => undefined).finish();
});
