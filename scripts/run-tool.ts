import { spawnSync } from "node:child_process";
import { dirname } from "node:path";

export const root = dirname(import.meta.dirname);

/** Runs a command at the root with this terminal; answers whether it succeeded. Commands come from `node_modules/.bin`. */
export function runTool(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, ...env },
  });
  if (done.error !== undefined) process.stderr.write(`${command}: ${done.error.message}\n`);
  if (done.signal !== null) process.kill(process.pid, done.signal);
  return done.status === 0;
}

export const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
