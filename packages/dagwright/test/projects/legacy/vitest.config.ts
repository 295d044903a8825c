import dagwright from "dagwright/vitest";
import { defineConfig } from "vitest/config";

const conditions = ["dagwright-source", "module", "node"];

export default defineConfig({
  plugins: [dagwright()],
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: { include: ["*.spec.ts"] },
});
