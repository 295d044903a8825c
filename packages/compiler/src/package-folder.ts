/** Which npm package a file belongs to: that of the nearest package.json with a name. */
import { dirname } from "node:path";
import type { Disk } from "./disk/disk.ts";

export interface PackageFolder {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
}

export class PackageFolders {
  readonly #byFolder = new Map<string, PackageFolder | undefined>();
  readonly #disk: Disk;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** The package of a file, by the file's absolute name. */
  of(file: string): PackageFolder | undefined {
    return this.#ofFolder(dirname(file));
  }

  #ofFolder(folder: string): PackageFolder | undefined {
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const parent = dirname(folder);
    const found = readPackage(this.#disk, folder) ?? (parent === folder ? undefined : this.#ofFolder(parent));
    this.#byFolder.set(folder, found);
    return found;
  }
}

function readPackage(disk: Disk, folder: string): PackageFolder | undefined {
  const json = readJson(disk, `${folder}/package.json`);
  // A package.json without a name only sets the module format of a folder (`dist/esm/package.json`).
  return typeof json?.["name"] === "string"
    ? { folder, name: json["name"], version: typeof json["version"] === "string" ? json["version"] : "0.0.0" }
    : undefined;
}

/** A JSON object in a file; none if there is no such file or it holds something else. */
export function readJson(disk: Disk, file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(disk.text(file) ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
