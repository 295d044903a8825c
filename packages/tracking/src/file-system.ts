import { closeSync, fsyncSync, openSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";

/** What tracking does with folders, as a port. */
export interface FileSystem {
  /** Makes the folder and those above it, durably. Throws what the system says. */
  makeFolder(path: string): void;
  kind(path: string): "file" | "folder" | "absent";
  /** The kind of a network file system that `path` is on; undefined for a local one. */
  networkKind(path: string): string | undefined;
}

/** Magic numbers of Linux's statfs. */
const networkKinds: Readonly<Record<number, string>> = { 0x6969: "NFS", 0x517b: "SMB", 0xfe534d42: "SMB2", 0xff534d42: "CIFS" };

export const systemFiles: FileSystem = {
  makeFolder(path) {
    const first = makeFolder(path);
    if (first === undefined || process.platform === "win32") return;
    const parent = openSync(dirname(first), "r");
    try {
      fsyncSync(parent);
    } finally {
      closeSync(parent);
    }
  },
  kind(path) {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? "absent" : found.isDirectory() ? "folder" : "file";
  },
  networkKind(path) {
    if (process.platform !== "linux") return undefined;
    return networkKinds[statfsSync(path).type >>> 0];
  },
};
