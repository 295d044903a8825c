import { spawnSync } from "node:child_process";

export interface Program {
  readonly name: string;
  /** Runs once; answers its milliseconds. Throws when it fails: a figure of a failure means nothing. */
  readonly run: () => number;
}

/** Milliseconds by the clock of one process. */
export function timed(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): number {
  const since = performance.now();
  const done = spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, ...env } });
  const took = performance.now() - since;
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.error?.message ?? done.stderr.slice(-2000)}`);
  return took;
}

/** Medians of some rounds. Each round runs every program once, so that what else the machine does meets them alike. */
export function compare(programs: readonly Program[], rounds: number): ReadonlyMap<string, number> {
  const taken = new Map(programs.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1) for (const { name, run } of programs) taken.get(name)?.push(run());
  return new Map([...taken].map(([name, all]) => [name, median(all)]));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
