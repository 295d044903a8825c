import { dirname } from "node:path";
import type { Disk } from "../../disk/disk.ts";

/** The project a file belongs to: the folder of the nearest package.json, else of the tsconfig, else the file's own. */
export function findRoot(entry: string, tsconfig: string | undefined, disk: Disk): string {
  for (let folder = dirname(entry); ; folder = dirname(folder)) {
    if (disk.exists(`${folder}/package.json`)) return folder;
    if (dirname(folder) === folder) break;
  }
  return dirname(tsconfig ?? entry);
}
