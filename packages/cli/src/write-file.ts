import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "@dagwright/tracking/make-folder";

/** Writes a file whole or not at all, and only when it would change. Answers whether it did. */
export function writeWhenChanged(path: string, bytes: Uint8Array): boolean {
  if (readIfThere(path)?.equals(bytes) === true) return false;
  makeFolder(dirname(path));
  const staged = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(staged, bytes);
    renameSync(staged, path);
  } catch (error) {
    rmSync(staged, { force: true });
    throw error;
  }
  return true;
}

export function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
