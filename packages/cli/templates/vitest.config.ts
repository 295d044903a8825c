import dagwright from "dagwright/vitest";
import { defineConfig } from "vitest/config";

export default defineConfig({ plugins: [dagwright()] });
