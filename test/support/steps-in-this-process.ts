/**
 * A platform whose "processes" are calls of the wrapper in this one, one at a time: for the many runs of generated programs, where starting
 * Node for each step would take hours. All else is the runner's own: folders, files, logs, results, the store.
 */
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { Readable } from "node:stream";
import { RUNTIME_SYMBOL } from "@dagwright/protocol";
import type { Command, Platform, ProcessEnd, RunningProcess } from "@dagwright/runner";
import * as surface from "dagwright";

type Call = (...args: readonly unknown[]) => unknown;

/** A function of a module of the wrapper: `dagwright/exec` itself runs a step as soon as it is imported, and ends the process. */
async function ofWrapper(file: string, name: string): Promise<Call> {
  const module: unknown = await import(new URL(`../../packages/dagwright/src/${file}`, import.meta.url).href);
  const found: unknown = typeof module === "object" && module !== null ? Reflect.get(module, name) : undefined;
  if (typeof found !== "function") throw new TypeError(`${file} exports no ${name}`);
  return (...args) => Reflect.apply(found, undefined, args) as unknown;
}

let before: Promise<unknown> = Promise.resolve();

/** Steps share this process's console and the wrapper's scope, so they take turns. */
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const result = before.then(run);
  before = result.catch(() => {});
  return result;
}

async function runHere(command: Command): Promise<{ readonly end: ProcessEnd; readonly printed: string }> {
  const [runStep, setProcessScope] = [await ofWrapper("exec/run-step.ts", "runStep"), await ofWrapper("scope.ts", "setProcessScope")];
  const lines: string[] = [];
  const { log } = console;
  const write = process.stderr.write.bind(process.stderr);
  console.log = (line: unknown) => void lines.push(String(line));
  process.stderr.write = () => true;
  Object.assign(globalThis, { [Symbol.for(RUNTIME_SYMBOL)]: surface });
  try {
    const code = await runStep({ ...command.env });
    return { end: { kind: "exit", code: Number(code) }, printed: lines.map((line) => `${line}\n`).join("") };
  } finally {
    // This process goes on, and is no step any more.
    setProcessScope({});
    console.log = log;
    process.stderr.write = write;
  }
}

function start(command: Command): RunningProcess {
  const running = inTurn(() => runHere(command));
  const stdout = Readable.from(
    (async function* () {
      yield Buffer.from((await running).printed);
    })(),
  );
  return { stdout, stderr: Readable.from([]), ended: running.then(({ end }) => end), signalGroup: () => {} };
}

export const stepsInThisProcess: Pick<Platform, "processes"> = { processes: { start, killMarked: () => 0 } };

/** In memory, where there is such a disk. */
export const quickFolder = (): string => (existsSync("/dev/shm") ? "/dev/shm" : tmpdir());
