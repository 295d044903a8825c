import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { dagwright } from "./packages/dagwright/src/vitest.ts";
import { NOT_TESTS, TIERS } from "./scripts/tiers.ts";

// Tests read the packages' sources, by package name as users do, so that no build has to come first.
const SOURCE = "dagwright-source";
const conditions = [SOURCE, "module", "node", "development|production"];

export default defineConfig({
  test: {
    // Vitest leaves one processor idle; many tests wait for processes of their own.
    maxWorkers: availableParallelism(),
    projects: TIERS.map(({ name, include, timeout, around }) => ({
      // Decorated components load in tests, as `init` sets it up for users.
      plugins: [dagwright()],
      resolve: { conditions },
      ssr: { resolve: { conditions, externalConditions: [SOURCE, "node"] } },
      // Test files share the modules of their worker: none keeps state in one, and reading them anew took a third of the time.
      test: {
        name,
        include: [...include],
        exclude: [...NOT_TESTS],
        testTimeout: timeout,
        hookTimeout: timeout,
        isolate: false,
        globalSetup: around === undefined ? [] : [around],
      },
    })),
  },
});
