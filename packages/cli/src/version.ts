import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Of this package, which is also that of every other one. */
export function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "0.0.0";
}
