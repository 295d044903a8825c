import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "vitest";
import { openTracking } from "../../client.ts";
import type { BackendUnderTest } from "../../testing.ts";
import { backendConformance, paramText } from "../../testing.ts";
import { TrackingError } from "../../tracking-error.ts";

async function openLocal(home = mkdtempSync(join(tmpdir(), "tracking-"))): Promise<BackendUnderTest> {
  const tracking = openTracking({ home });
  return {
    backend: tracking.local,
    async read(runId) {
      try {
        const run = await tracking.getRun(runId);
        const histories = Object.keys(run.metrics).map(async (name) => {
          const points = await tracking.getMetricHistory(runId, name);
          return [name, points.map(({ value, step, timestamp }) => ({ value, step, timestamp }))] as const;
        });
        return {
          status: run.status,
          params: Object.fromEntries(Object.entries(run.params).map(([name, value]) => [name, paramText(value)])),
          tags: run.tags,
          metrics: Object.fromEntries(await Promise.all(histories)),
          artifacts: run.artifacts.map(({ name, digest }) => ({ name, digest })),
          steps: run.steps.map(({ id, attempt, status }) => ({ id, attempt, status })),
        };
      } catch (error) {
        if (error instanceof TrackingError && error.code === "run-not-found") return undefined;
        throw error;
      }
    },
    async reopen() {
      await tracking.close();
      return openLocal(home);
    },
    async dispose() {
      await tracking.close();
      rmSync(home, { recursive: true });
    },
  };
}

describe("the local backend", () => {
  for (const { name, run } of backendConformance(() => openLocal())) test(name, run);
});
