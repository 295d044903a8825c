import { existsSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** The project a file belongs to: the folder of the nearest package.json, else of the tsconfig, else the file's own. */
export function findRoot(entry: string, tsconfig: string | undefined): string {
  for (let folder = dirname(entry); ; folder = dirname(folder)) {
    if (existsSync(`${folder}/package.json`)) return folder;
    if (dirname(folder) === folder) break;
  }
  return dirname(tsconfig ?? entry);
}

/** Links followed, so that a project has one name however it was reached. */
export function realName(file: string): string {
  const absolute = resolve(file);
  try {
    return realpathSync(absolute).replaceAll("\\", "/");
  } catch {
    return absolute.replaceAll("\\", "/");
  }
}
