import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { temporaryHome } from "../test/child.ts";
import type { Answer, Backend } from "./backend.ts";
import type { Tracking } from "./client.ts";
import { openTracking } from "./client.ts";

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

/** Remembers what it was given; answers as told; can be out of reach. */
function recorder(answer: (type: string) => Answer["outcome"] = () => "accepted") {
  const seen: string[] = [];
  const state = { isDown: false };
  const backend: Backend = {
    name: "recorder",
    capabilities: { steps: false, artifacts: false, outputs: false, nonFiniteMetrics: false, wholeValues: false },
    async apply(entries) {
      if (state.isDown) throw new Error("connection refused");
      seen.push(...entries.map((entry) => entry.event.type));
      return entries.map(({ id, event }): Answer => {
        const outcome = answer(event.type);
        return outcome === "accepted" ? { eventId: id, outcome } : { eventId: id, outcome, reason: "as told" };
      });
    },
    async close() {},
  };
  return { backend, seen, state };
}

describe("syncing a backend", () => {
  test("brings it everything once, and what is new the next time", async () => {
    const { backend, seen } = recorder();
    const run = await tracking.startRun({ experiment: "e" });
    run.logMetric("loss", 1);
    expect(await tracking.sync(backend)).toEqual({ accepted: 2, rejected: 0, unsupported: 0 });
    expect(await tracking.sync(backend)).toEqual({ accepted: 0, rejected: 0, unsupported: 0 });
    await run.finish("succeeded");
    await tracking.sync(backend);
    expect(seen).toEqual(["runStarted", "metricLogged", "runFinished"]);
  });

  test("counts what it refuses and goes on behind it", async () => {
    const { backend } = recorder((type) => (type === "metricLogged" ? "unsupported" : type === "tagSet" ? "rejected" : "accepted"));
    const run = await tracking.startRun({ experiment: "e", tags: { a: "b" } });
    run.logMetric("loss", 1);
    await run.finish("succeeded");
    expect(await tracking.sync(backend)).toEqual({ accepted: 2, rejected: 1, unsupported: 1 });
  });

  test("loses nothing while it is out of reach, in this process and the next", async () => {
    const down = recorder();
    down.state.isDown = true;
    const run = await tracking.startRun({ experiment: "e" });
    await expect(tracking.sync(down.backend)).rejects.toThrow("connection refused");
    await run.finish("succeeded");
    await tracking.close();
    tracking = openTracking({ home });
    const up = recorder();
    await tracking.sync(up.backend);
    expect(up.seen).toEqual(["runStarted", "runFinished"]);
  });
});
