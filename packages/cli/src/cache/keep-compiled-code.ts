import { readdirSync, rmSync } from "node:fs";
import { enableCompileCache, getCompileCacheDir } from "node:module";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "@dagwright/tracking/make-folder";

/** Has V8 keep what it makes of the compiler's own JavaScript: reading TypeScript's nine megabytes is a good part of a small compilation. */
export function keepCompiledCode(home: string): void {
  const folder = join(home, "cache", "node");
  try {
    // Node would make it, and never end where it cannot.
    makeFolder(folder);
  } catch {
    return;
  }
  enableCompileCache(folder);
  const own = getCompileCacheDir();
  if (own === undefined || dirname(own) !== folder) return;
  try {
    // One folder for each version of Node: those of others would stay for ever.
    for (const name of readdirSync(dirname(own)))
      if (name !== basename(own)) rmSync(join(dirname(own), name), { recursive: true, force: true });
  } catch {
    // Another process was quicker.
  }
}
