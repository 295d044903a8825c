/** What the runner needs from the machine, as ports: tests and fault harnesses put in their own. */
import * as fsPromises from "node:fs/promises";
import { systemClock, type Clock } from "@dagwright/tracking";
import { systemProcesses, type Processes } from "./processes.ts";

/** The file operations of the store and of step folders, with Node's own meaning. */
export type FileSystem = Pick<
  typeof fsPromises,
  "chmod" | "copyFile" | "link" | "lstat" | "mkdir" | "open" | "readdir" | "readFile" | "realpath" | "rename" | "rm" | "stat" | "writeFile"
>;

export interface Platform {
  readonly clock: Clock;
  readonly processes: Processes;
  readonly fileSystem: FileSystem;
  /** At least 16 random hex digits, for names of temporary files. */
  readonly nonce: () => string;
}

export const systemPlatform: Platform = {
  clock: systemClock,
  processes: systemProcesses,
  fileSystem: fsPromises,
  nonce: () => crypto.randomUUID().replaceAll("-", ""),
};

/** Node's code of a system error, such as `ENOENT`. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
