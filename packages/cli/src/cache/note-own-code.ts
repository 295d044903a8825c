import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Disk } from "@dagwright/compiler/disk";

const COMPILER = "@dagwright/compiler";
const OURS = ["@dagwright/protocol", "@dagwright/ir", COMPILER, "@dagwright/targets"];
const THEIRS = ["ts-morph", "esbuild"];

/** What compiles is looked at, too: an installed package by its version, one that is being worked on by all of its code. */
export function noteOwnCode(disk: Disk): void {
  const files = [import.meta.filename, ...OURS.map(fileOf), ...THEIRS.map(fileOfDependency)];
  for (const folder of new Set(files.flatMap((file) => (file === undefined ? [] : [dirname(disk.realName(file))])))) {
    if (folder.includes("/node_modules/")) noteManifest(disk, folder);
    else noteSources(disk, dirname(folder).endsWith("/src") || dirname(folder).endsWith("/dist") ? dirname(folder) : folder);
  }
}

/** Nothing where it travels inside this file. */
function fileOf(name: string): string | undefined {
  try {
    return fileURLToPath(import.meta.resolve(name));
  } catch {
    return undefined;
  }
}

function fileOfDependency(name: string): string | undefined {
  const compiler = fileOf(COMPILER);
  if (compiler === undefined) return fileOf(name);
  return createRequire(compiler).resolve(name);
}

function noteManifest(disk: Disk, from: string): void {
  for (let folder = from; dirname(folder) !== folder; folder = dirname(folder)) {
    // One without a version only says how to read the files beside it.
    if (disk.text(join(folder, "package.json"))?.includes('"version"') === true) return;
  }
}

function noteSources(disk: Disk, folder: string): void {
  const { files, folders } = disk.list(folder);
  for (const name of files) if (/(?<!\.test|\.d)\.m?[jt]s$/u.test(name)) disk.read(join(folder, name));
  for (const name of folders) noteSources(disk, join(folder, name));
}
