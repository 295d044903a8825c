import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "./measure.ts";
import { typescript } from "./programs.ts";

export interface WatchRow {
  readonly steps: number;
  /** Median milliseconds from the moment a file is written to the answer on the screen. */
  readonly answer: number;
}

/** `check --watch`, edited again and again. */
export async function watchTimes(project: string, edits: number): Promise<readonly WatchRow[]> {
  const rows: WatchRow[] = [];
  for (const steps of [10, 100, 1000]) rows.push({ steps, answer: median(await answers(project, typescript("chain", steps), edits)) });
  return rows;
}

async function answers(project: string, source: string, edits: number): Promise<readonly number[]> {
  const file = join(project, "watched.ts");
  writeFileSync(file, source);
  const command = join(project, "node_modules/@dagwright/cli/bin/dagwright.mjs");
  const child = spawn(process.execPath, [command, "check", "--watch", "watched.ts"], { cwd: project, stdio: ["ignore", "ignore", "pipe"] });
  let answered: (at: number) => void = () => undefined;
  child.stderr.on("data", (chunk: Buffer) => {
    if (chunk.toString("utf8").includes("waiting for changes")) answered(performance.now());
  });
  const ended = new Promise<number>((_, reject) => {
    child.on("exit", (code) => reject(new Error(`check --watch ended by itself: ${code}`)));
  });
  const answer = (): Promise<number> => Promise.race([new Promise<number>((resolve) => (answered = resolve)), ended]);
  const taken: number[] = [];
  try {
    await answer();
    // The first ones find V8 still busy with learning the code.
    for (let edit = 1; edit <= edits + 3; edit += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const next = answer();
      const since = performance.now();
      writeFileSync(file, source.replace("n: n + 1", `n: n + ${edit + 1}`));
      const took = (await next) - since;
      if (edit > 3) taken.push(took);
    }
  } finally {
    ended.catch(() => undefined);
    child.kill("SIGINT");
  }
  return taken;
}
