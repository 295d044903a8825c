/** TypeScript's own declaration files (`lib.*.d.ts`), which travel inside ts-morph and not on disk. */
import { Project, type ts } from "ts-morph";

export const LIBRARY_FOLDER = "/node_modules/typescript/lib";

let shared: ts.ModuleResolutionHost | undefined;

/** Text of a library file by its name inside `LIBRARY_FOLDER`. */
export function libraryText(fileName: string): string | undefined {
  shared ??= new Project({ useInMemoryFileSystem: true }).getModuleResolutionHost();
  return shared.readFile(fileName);
}

export const isLibraryFile = (fileName: string): boolean => fileName.startsWith(`${LIBRARY_FOLDER}/`);
