/** What a compilation saw of the disk, and whether all of it still stands: then its result does, too. */
import { readdirSync, readFileSync, realpathSync, statSync, type Stats } from "node:fs";
import { sha256, type Digest } from "@dagwright/protocol";

/** By absolute name. What is not mentioned was not looked at, and cannot matter. */
export interface Seen {
  readonly contents: Readonly<Record<string, FileState>>;
  /** What was only asked for, such as the places where an import could be found and was not. */
  readonly kinds: Readonly<Record<string, Kind>>;
  /** What stood in a folder: `listingOf`, as a digest. */
  readonly folders: Readonly<Record<string, Digest>>;
  /** Where links led to. */
  readonly links: Readonly<Record<string, string>>;
}

export type Kind = "file" | "folder" | "absent";

export interface FileState {
  readonly digest: Digest;
  /** With it, a file that was left alone need not be read again; only of installed packages. */
  readonly stamp?: Stamp;
}

/** What the file system changes, if only in `changed`, whenever it writes to a file. */
export type Stamp = readonly [size: number, modified: number, changed: number, inode: number];

export const stampOf = ({ size, mtimeMs, ctimeMs, ino }: Stats): Stamp => [size, mtimeMs, ctimeMs, ino];

export function kindOf(path: string): Kind {
  const stats = statsOf(path);
  if (stats === undefined) return "absent";
  return stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "absent";
}

export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // No right to look, or a file stands where a folder should.
    return undefined;
  }
}

export interface Listing {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** Links followed; sorted. */
export function listingOf(folder: string): Listing {
  const listing: { readonly files: string[]; readonly folders: string[] } = { files: [], folders: [] };
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return listing;
  }
  for (const entry of entries) {
    const kind = entry.isFile() ? "file" : entry.isDirectory() ? "folder" : kindOf(`${folder}/${entry.name}`);
    if (kind === "file") listing.files.push(entry.name);
    if (kind === "folder") listing.folders.push(entry.name);
  }
  listing.files.sort();
  listing.folders.sort();
  return listing;
}

export const digestOf = (listing: Listing): Digest => sha256(JSON.stringify([listing.files, listing.folders]));

export function linkOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

export function isStillSo({ contents, kinds, folders, links }: Seen): boolean {
  return (
    Object.entries(contents).every(([path, state]) => isSame(path, state)) &&
    Object.entries(kinds).every(([path, kind]) => kindOf(path) === kind) &&
    Object.entries(links).every(([path, target]) => linkOf(path) === target) &&
    Object.entries(folders).every(([path, digest]) => digestOf(listingOf(path)) === digest)
  );
}

function isSame(path: string, { digest, stamp }: FileState): boolean {
  try {
    if (stamp !== undefined) {
      const now = statsOf(path);
      if (now === undefined) return false;
      if (stampOf(now).every((value, index) => value === stamp[index])) return true;
    }
    return sha256(readFileSync(path)) === digest;
  } catch {
    return false;
  }
}
