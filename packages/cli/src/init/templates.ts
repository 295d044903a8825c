import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Template = "pipeline.ts" | "pipeline.test.ts" | "tsconfig.json" | "vitest.config.ts";

/** A file of a new project, from `templates/` beside the sources: they are compiled, run and tested by this package's own tests. */
export const template = (name: Template): string => readFileSync(join(import.meta.dirname, "../../templates", name), "utf8");
