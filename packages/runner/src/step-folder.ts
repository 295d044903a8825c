import { join } from "node:path";
import type { FileSystem } from "./platform.ts";

/** The places an attempt may write to. All but the log are gone when it has ended. */
export interface StepFolder {
  readonly log: string;
  /** The working folder. */
  readonly work: string;
  readonly home: string;
  readonly tmp: string;
  /** Folders that inputs are unpacked to. */
  readonly inputs: string;
  readonly out: string;
  readonly artifacts: string;
}

export const LOG_NAME = "output.log";

export function stepFolder(folder: string): StepFolder {
  return {
    log: join(folder, LOG_NAME),
    work: join(folder, "work"),
    home: join(folder, "home"),
    tmp: join(folder, "tmp"),
    inputs: join(folder, "inputs"),
    out: join(folder, "out"),
    artifacts: join(folder, "artifacts"),
  };
}

const places = ({ work, home, tmp, inputs, out, artifacts }: StepFolder): string[] => [work, home, tmp, inputs, out, artifacts];

export async function prepareStepFolder(fs: FileSystem, folder: StepFolder): Promise<void> {
  for (const place of places(folder)) await fs.mkdir(place, { recursive: true });
}

export async function clearStepFolder(fs: FileSystem, folder: StepFolder): Promise<void> {
  for (const place of places(folder)) {
    try {
      await fs.rm(place, { recursive: true, force: true, maxRetries: 2 });
    } catch {
      // A step may leave folders that nobody may empty; they hold nothing that is needed, and the step's result stands.
    }
  }
}
