/** Opens the entry files and what they import as one TypeScript program. */
import { ts } from "ts-morph";
import { isLibraryFile, LIBRARY_FOLDER, librarySource, libraryText, withoutDocs } from "./library.ts";
import type { ProjectOptions } from "./options.ts";

/** Only the entries and what they import; a file that changed nothing keeps its parsed form when `previous` is given. */
export function createProgram(entries: readonly string[], project: ProjectOptions, previous?: ts.Program): ts.Program {
  return ts.createProgram({
    rootNames: entries,
    options: project.options,
    projectReferences: project.references,
    host: createHost(project.options, previous),
    ...(previous === undefined ? {} : { oldProgram: previous }),
  });
}

/** Spans and bytes must not depend on how a checkout writes its line ends. */
export const normaliseLineEnds = (text: string): string =>
  text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text;

function readText(fileName: string): string | undefined {
  if (isLibraryFile(fileName)) return libraryText(fileName);
  const text = ts.sys.readFile(fileName);
  return text === undefined ? undefined : normaliseLineEnds(text);
}

/** A member of the host that TypeScript's own language server uses and the published types leave out. */
interface SourceRedirect {
  useSourceOfProjectReferenceRedirect(): boolean;
}

function createHost(options: ts.CompilerOptions, previous: ts.Program | undefined): ts.CompilerHost & SourceRedirect {
  const fileExists = (name: string): boolean => (isLibraryFile(name) ? libraryText(name) !== undefined : ts.sys.fileExists(name));
  const { realpath } = ts.sys;
  return {
    fileExists,
    readFile: readText,
    getSourceFile(fileName, languageVersionOrOptions) {
      if (isLibraryFile(fileName)) return librarySource(fileName, options, languageVersionOrOptions);
      const text = readText(fileName);
      if (text === undefined) return undefined;
      const old = previous?.getSourceFile(fileName);
      if (old !== undefined && old.text === text) return old;
      return ts.createSourceFile(
        fileName,
        text,
        fileName.includes("/@types/node/") ? withoutDocs(languageVersionOrOptions) : languageVersionOrOptions,
      );
    },
    getDefaultLibLocation: () => LIBRARY_FOLDER,
    getDefaultLibFileName: (given) => `${LIBRARY_FOLDER}/${ts.getDefaultLibFileName(given)}`,
    directoryExists: (name) => isLibraryFile(`${name}/`) || ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
    // Asked for where a tsconfig has references, to know which sources are whose.
    readDirectory: (folder, extensions, exclude, include, depth) => ts.sys.readDirectory(folder, extensions, exclude, include, depth),
    getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
    getCanonicalFileName: (name) => (ts.sys.useCaseSensitiveFileNames ? name : name.toLowerCase()),
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    // Types of a referenced project come from its sources, so that nothing has to be built first.
    useSourceOfProjectReferenceRedirect: () => options["disableSourceOfProjectReferenceRedirect"] !== true,
    ...(realpath === undefined ? {} : { realpath }),
  };
}
