import { readdirSync, rmSync } from "node:fs";
import { enableCompileCache, getCompileCacheDir } from "node:module";
import { basename, dirname, join } from "node:path";

/** Has V8 keep what it makes of the compiler's own JavaScript: reading TypeScript's nine megabytes is a good part of a small compilation. */
export function keepCompiledCode(home: string): void {
  enableCompileCache(join(home, "cache", "node"));
  const own = getCompileCacheDir();
  if (own === undefined || dirname(own) !== join(home, "cache", "node")) return;
  try {
    // One folder for each version of Node: those of others would stay for ever.
    for (const name of readdirSync(dirname(own)))
      if (name !== basename(own)) rmSync(join(dirname(own), name), { recursive: true, force: true });
  } catch {
    // Another process was quicker.
  }
}
