import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ENV_PREFIX, HOME_FOLDER } from "@dagwright/protocol";

/** The nearest folder upwards that has a package.json; where there is none, the folder itself. Absolute. */
export function projectRoot(folder: string): string {
  const start = resolve(folder);
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (dirname(at) === at) return start;
  }
}

/** Where runs of a project are kept: `DAGWRIGHT_HOME`, or the folder `.dagwright` at its root. Absolute. */
export function homeOf(root: string, env: NodeJS.ProcessEnv = process.env): string {
  const told = env[`${ENV_PREFIX}HOME`];
  return told === undefined || told === "" ? join(root, HOME_FOLDER) : resolve(told);
}
