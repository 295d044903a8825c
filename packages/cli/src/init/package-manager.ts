import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const LOCKS: readonly (readonly [file: string, manager: string])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
];

/** The manager whose lockfile is nearest upwards, else the one that started this process, else npm. */
export function packageManager(folder: string, env: NodeJS.ProcessEnv = process.env): string {
  for (let at = folder; ; at = dirname(at)) {
    const found = LOCKS.find(([file]) => existsSync(join(at, file)));
    if (found !== undefined) return found[1];
    if (dirname(at) === at) break;
  }
  const agent = env["npm_config_user_agent"]?.split("/", 1)[0];
  return LOCKS.find(([, manager]) => manager === agent)?.[1] ?? "npm";
}
