/** The user's tsconfig.json, minus what only concerns emitting files: the compiler reads types and writes nothing. */
import { dirname, resolve } from "node:path";
import { ts } from "ts-morph";
import type { Disk } from "../../disk/disk.ts";

export interface ProjectOptions {
  readonly options: ts.CompilerOptions;
  readonly references: readonly ts.ProjectReference[];
  /** The tsconfig that holds, if there is one. */
  readonly file: string | undefined;
  readonly errors: readonly ts.Diagnostic[];
}

/** Options that only matter to output, or that would refuse a program for its style. */
const DROPPED = [
  "outDir", "outFile", "rootDir", "declaration", "declarationDir", "declarationMap", "emitDeclarationOnly", "isolatedDeclarations", "sourceMap",
  "inlineSourceMap", "inlineSources", "mapRoot", "sourceRoot", "composite", "incremental", "tsBuildInfoFile", "noEmitOnError", "noUnusedLocals",
  "noUnusedParameters", "noEmitHelpers", "importHelpers", "checkJs", "plugins",
] as const; // prettier-ignore

/** Options for an entry file: of the nearest tsconfig.json that includes it (a solution's references are looked through), else defaults. */
export function readOptions(entry: string, tsconfig: string | undefined, disk: Disk): ProjectOptions {
  const file = tsconfig ?? ts.findConfigFile(dirname(entry), (name) => disk.isFile(name));
  if (file === undefined || !disk.isFile(file))
    return { options: withOurs(defaultOptions(entry, disk)), references: [], file: undefined, errors: [] };
  const { parsed, file: used } = parseFor(entry, file, new Set(), disk);
  const errors = parsed.errors.filter((error) => error.code !== NO_INPUTS && error.code !== EMPTY_FILES);
  return { options: withOurs(parsed.options), references: parsed.projectReferences ?? [], file: used, errors };
}

// "No inputs were found" and "the 'files' list is empty": only the entries are loaded, whatever a tsconfig includes.
const NO_INPUTS = 18003;
const EMPTY_FILES = 18002;

function parseFor(
  entry: string,
  file: string,
  seen: Set<string>,
  disk: Disk,
): { readonly parsed: ts.ParsedCommandLine; readonly file: string } {
  seen.add(file);
  const { config, error } = ts.readConfigFile(file, (name) => disk.text(name));
  // Listing the folder is needed only to choose among the projects of a solution.
  const isSolution = Array.isArray(config?.references) && config.references.length > 0;
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
    fileExists: (name) => disk.isFile(name),
    readFile: (name) => disk.text(name),
    readDirectory: (...args) => (isSolution || seen.size > 1 ? readDirectory(disk, ...args) : []),
  };
  const parsed = ts.parseJsonConfigFileContent(config ?? {}, host, dirname(file), undefined, file);
  if (error !== undefined) parsed.errors.push(error);
  if (isSolution && !parsed.fileNames.includes(entry)) {
    for (const reference of parsed.projectReferences ?? []) {
      const referenced = ts.resolveProjectReferencePath(reference);
      if (seen.has(referenced) || !disk.isFile(referenced)) continue;
      const inner = parseFor(entry, referenced, seen, disk);
      if (inner.parsed.fileNames.includes(entry)) return inner;
    }
  }
  return { parsed, file };
}

/** Lists the files that patterns match; every folder they could match in counts. */
export function readDirectory(
  disk: Disk,
  folder: string,
  extensions: readonly string[] | undefined,
  exclude: readonly string[] | undefined,
  include: readonly string[] | undefined,
  depth?: number,
): string[] {
  for (const pattern of include ?? ["**/*"]) {
    const [base = ""] = pattern.split(/[*?]/u, 1);
    disk.listTree(resolve(folder, base.endsWith("/") || base === "" ? base : dirname(base)));
    if (/(?:^|\/)(?:node_modules|\.[^./])/u.test(pattern)) disk.lookedElsewhere();
  }
  return ts.sys.readDirectory(folder, extensions, exclude, include, depth);
}

function defaultOptions(entry: string, disk: Disk): ts.CompilerOptions {
  const host: ts.ModuleResolutionHost = {
    fileExists: (name) => disk.isFile(name),
    readFile: (name) => disk.text(name),
    directoryExists: (name) => disk.isFolder(name),
    realpath: (name) => disk.realName(name),
  };
  const hasNodeTypes = ts.resolveTypeReferenceDirective("node", entry, {}, host).resolvedTypeReferenceDirective !== undefined;
  return {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    esModuleInterop: true,
    resolveJsonModule: true,
    types: hasNodeTypes ? ["node"] : [],
  };
}

function withOurs(options: ts.CompilerOptions): ts.CompilerOptions {
  const kept = { ...options };
  for (const name of DROPPED) delete kept[name];
  // `allowImportingTsExtensions`: files are never emitted, so it costs nothing. `ignoreDeprecations`: settings of TypeScript 5 stay usable.
  return { ...kept, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true, ignoreDeprecations: "6.0" };
}
