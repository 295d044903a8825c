/** TypeScript's own declaration files (`lib.*.d.ts`), which travel inside ts-morph and not on disk. */
import { Project, ts } from "ts-morph";

export const LIBRARY_FOLDER = "/node_modules/typescript/lib";

let shared: ts.ModuleResolutionHost | undefined;

/** Text of a library file by its name inside `LIBRARY_FOLDER`. */
export function libraryText(fileName: string): string | undefined {
  shared ??= new Project({ useInMemoryFileSystem: true }).getModuleResolutionHost();
  return shared.readFile(fileName);
}

export const isLibraryFile = (fileName: string): boolean => fileName.startsWith(`${LIBRARY_FOLDER}/`);

const parsed = new Map<string, ts.SourceFile>();

/** A parsed library file, one for all programs of this process whose settings read it alike: parsing them is most of opening a small project. */
export function librarySource(
  fileName: string,
  options: ts.CompilerOptions,
  parse: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile | undefined {
  const { target, module, moduleDetection, strict, alwaysStrict, experimentalDecorators } = options;
  const key = JSON.stringify([
    fileName,
    target,
    module,
    moduleDetection,
    strict,
    alwaysStrict,
    experimentalDecorators,
    typeof parse === "object" ? parse.languageVersion : parse,
  ]);
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const text = libraryText(fileName);
  if (text === undefined) return undefined;
  const made = ts.createSourceFile(fileName, text, withoutDocs(parse));
  parsed.set(key, made);
  return Object.assign(made, { version: "of TypeScript" });
}

/** Nobody asks for the doc comments of the platform's own types, and reading them takes a good part of the time. */
export const withoutDocs = (parse: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.CreateSourceFileOptions => ({
  ...(typeof parse === "object" ? parse : { languageVersion: parse }),
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
});
