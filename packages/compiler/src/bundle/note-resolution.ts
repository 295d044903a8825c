/** What esbuild looks at to find a module cannot be seen: this notes all of it that could change what was found. */
import { dirname, join, resolve } from "node:path";
import type { Disk } from "../disk/disk.ts";

export function noteResolution(disk: Disk, specifier: string, from: string, found: string | undefined): void {
  // What is missing could appear in more places than these.
  if (found === undefined) return disk.lookedElsewhere();
  noteManifest(disk, from);
  if (/^\.{0,2}\//u.test(specifier) || specifier === "." || specifier === "..") notePlace(disk, resolve(from, specifier));
  else notePackage(disk, specifier, from);
  disk.list(dirname(found));
  noteManifest(disk, dirname(found));
}

/** `x`, `x.js`, `x/index.js`, and what a `package.json` in `x` says. */
function notePlace(disk: Disk, path: string): void {
  disk.list(dirname(path));
  if (!disk.isFolder(path)) return;
  disk.list(path);
  disk.read(`${path}/package.json`);
}

/** In every folder upwards, for a nearer one may appear. */
function notePackage(disk: Disk, specifier: string, from: string): void {
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  for (let folder = from; ; folder = dirname(folder)) {
    const installed = join(folder, "node_modules", name);
    if (disk.exists(installed)) {
      const real = disk.realName(installed);
      notePlace(disk, real);
      if (specifier !== name) notePlace(disk, join(real, specifier.slice(name.length + 1)));
    }
    if (dirname(folder) === folder) return;
  }
}

/** Of the nearest `package.json`: its `imports`, `exports`, `browser` and `sideEffects`. */
function noteManifest(disk: Disk, from: string): void {
  for (let folder = from; ; folder = dirname(folder)) {
    if (disk.read(`${folder}/package.json`) !== undefined || dirname(folder) === folder) return;
  }
}
