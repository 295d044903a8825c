/**
 * Declarations that nothing imports (`globals.d.ts`), of which only the tsconfig knows. Listing a project's folders takes longer than reading
 * what a pipeline imports, so they are looked for where a name is missing, and nowhere else.
 */
import { dirname } from "node:path";
import { ts } from "ts-morph";
import type { Disk } from "../../disk/disk.ts";
import type { Context } from "./context.ts";
import { readDirectory, type ProjectOptions } from "./options.ts";

// An unknown name, namespace, module or member: what a declaration elsewhere may bring.
const MISSING = new Set([2304, 2307, 2339, 2503, 2552, 2694, 2882, 7016]);

export function missesDeclarations(context: Context): boolean {
  return context.projectFiles().some((file) => context.typeErrorsIn(file).some(({ code }) => MISSING.has(code)));
}

/** Files of declarations that the project's tsconfig includes. */
export function ambientFiles({ file }: ProjectOptions, disk: Disk): readonly string[] {
  if (file === undefined) return [];
  const { config } = ts.readConfigFile(file, (name) => disk.text(name));
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
    fileExists: (name) => disk.isFile(name),
    readFile: (name) => disk.text(name),
    readDirectory: (folder, _extensions, exclude, include, depth) =>
      readDirectory(disk, folder, [".d.ts", ".d.mts", ".d.cts"], exclude, include, depth),
  };
  const { fileNames } = ts.parseJsonConfigFileContent(config ?? {}, host, dirname(file), undefined, file);
  return fileNames.filter((name) => /\.d\.[cm]?ts$/u.test(name));
}
