import { RefusedError } from "../refused-error.ts";

/** Does work that writes to the home; what the operating system refuses is told with a way out. Throws a `RefusedError` then. */
export function inHome<T>(home: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new RefusedError(`nothing can be written to ${home}: ${error.message}`, "choose another home: DAGWRIGHT_HOME=FOLDER");
  }
}
