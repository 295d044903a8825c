import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run-tool.ts";

/** The pages of all diagnostics, beside the code of the command that prints them. */
export function copyPages(): void {
  const copy = join(root, "packages/cli/dist/diagnostics");
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(root, "docs/diagnostics"), copy, { recursive: true, filter: (file) => !file.endsWith("README.md") });
}
