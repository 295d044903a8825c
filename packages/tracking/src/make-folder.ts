import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it; answers the topmost that it made. Throws what the system says. Node's own `recursive` never ends in a
 * folder that is there and says that what should lie in it is not, as `/proc` does.
 */
export function makeFolder(path: string): string | undefined {
  if (isFolder(path)) return undefined;
  const above = dirname(path);
  const first = existsSync(above) ? undefined : makeFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process has been quicker.
    if (!isFolder(path)) throw error;
  }
  return first ?? path;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
