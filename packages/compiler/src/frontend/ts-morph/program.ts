/** Opens the entry files and what they import as one TypeScript program. */
import { dirname } from "node:path";
import { ts } from "ts-morph";
import type { Disk } from "../../disk/disk.ts";
import { isLibraryFile, LIBRARY_FOLDER, librarySource, libraryText, withoutDocs } from "./library.ts";
import { readDirectory, type ProjectOptions } from "./options.ts";

export interface ProgramExtras {
  /** An earlier program with the same settings: files that did not change keep their parsed form. */
  readonly parsed?: ts.Program;
  /** Whether all that its imports were resolved by still stands: then TypeScript need not look for them again. */
  readonly resolvesAlike?: boolean;
  /** Files that are taken for empty. */
  readonly leaveOut?: (file: string) => boolean;
}

/** Only the entries and what they import. */
export function createProgram(entries: readonly string[], project: ProjectOptions, disk: Disk, extras: ProgramExtras = {}): ts.Program {
  const { parsed, resolvesAlike = false } = extras;
  return ts.createProgram({
    rootNames: entries,
    options: project.options,
    projectReferences: project.references,
    host: createHost(project, dirname(project.file ?? entries[0] ?? "/"), disk, extras),
    ...(parsed !== undefined && resolvesAlike ? { oldProgram: parsed } : {}),
  });
}

/** Spans and bytes must not depend on how a checkout writes its line ends. */
export const normaliseLineEnds = (text: string): string =>
  text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text;

function readText(disk: Disk, fileName: string): string | undefined {
  if (isLibraryFile(fileName)) return libraryText(fileName);
  const text = disk.text(fileName);
  return text === undefined ? undefined : normaliseLineEnds(text);
}

/** A member of the host that TypeScript's own language server uses and the published types leave out. */
interface SourceRedirect {
  useSourceOfProjectReferenceRedirect(): boolean;
}

function createHost(
  { options }: ProjectOptions,
  folder: string,
  disk: Disk,
  { parsed, leaveOut }: ProgramExtras,
): ts.CompilerHost & SourceRedirect {
  const fileExists = (name: string): boolean => (isLibraryFile(name) ? libraryText(name) !== undefined : disk.isFile(name));
  return {
    fileExists,
    readFile: (name) => readText(disk, name),
    getSourceFile(fileName, languageVersionOrOptions) {
      if (isLibraryFile(fileName)) return librarySource(fileName, options, languageVersionOrOptions);
      const text = leaveOut?.(fileName) === true ? "" : readText(disk, fileName);
      if (text === undefined) return undefined;
      const old = parsed?.getSourceFile(fileName);
      if (old !== undefined && old.text === text) return old;
      const parse = fileName.includes("/@types/node/") ? withoutDocs(languageVersionOrOptions) : languageVersionOrOptions;
      return Object.assign(ts.createSourceFile(fileName, text, parse), { version: disk.digestOf(fileName) });
    },
    getDefaultLibLocation: () => LIBRARY_FOLDER,
    getDefaultLibFileName: (given) => `${LIBRARY_FOLDER}/${ts.getDefaultLibFileName(given)}`,
    directoryExists: (name) => isLibraryFile(`${name}/`) || disk.isFolder(name),
    getDirectories: (name) => [...disk.list(name).folders],
    // Asked for where a tsconfig has references, to know which sources are whose.
    readDirectory: (...args) => readDirectory(disk, ...args),
    // Not where the command was typed: the result must not depend on it.
    getCurrentDirectory: () => folder,
    getCanonicalFileName: (name) => (ts.sys.useCaseSensitiveFileNames ? name : name.toLowerCase()),
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    // Types of a referenced project come from its sources, so that nothing has to be built first.
    useSourceOfProjectReferenceRedirect: () => options["disableSourceOfProjectReferenceRedirect"] !== true,
    realpath: (name) => disk.realName(name),
  };
}
