import { readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { didYouMean } from "@dagwright/ir";
import { UsageError } from "../usage-error.ts";

export const IR_SUFFIX = ".pipeline.json";
const SOURCES = new Set([".ts", ".mts", ".tsx"]);

export interface FoundFile {
  /** As it was typed. */
  readonly typed: string;
  /** Absolute. */
  readonly path: string;
  readonly kind: "source" | "ir";
}

/** A file as it was typed, or one that lies elsewhere while it is read. */
export type TypedFile = string | Pick<FoundFile, "typed" | "path">;

/** What a file is by its name; nothing if it holds no pipeline. */
export function kindOf(file: string): FoundFile["kind"] | undefined {
  if (file.endsWith(IR_SUFFIX)) return "ir";
  return SOURCES.has(extname(file)) && !file.endsWith(".d.ts") ? "source" : undefined;
}

/** The files of a command line, each once. Throws a `UsageError` that names everything that is wrong with them. */
export function findFiles(files: readonly TypedFile[]): readonly FoundFile[] {
  const found = new Map<string, FoundFile>();
  const problems: string[] = [];
  for (const named of files) {
    const [file, path] = typeof named === "string" ? [named, resolve(named)] : [named.typed, named.path];
    const kind = kindOf(path);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (file === "") problems.push("an empty text is the name of no file");
    else if (stats === undefined) problems.push(`there is no file ${file}${hint(path)}`);
    else if (!stats.isFile()) problems.push(`${file} is a folder, not a file`);
    else if (kind === undefined) problems.push(`${file} is neither TypeScript (.ts, .mts, .tsx) nor a ${IR_SUFFIX} file`);
    else found.set(path, { typed: file, path, kind });
  }
  if (problems.length > 0) throw new UsageError(problems.join("\n       "));
  return [...found.values()];
}

function hint(path: string): string {
  try {
    const [near] = didYouMean(basename(path), readdirSync(dirname(path)));
    return near === undefined ? "" : `; did you mean ${near}?`;
  } catch {
    // No such folder either.
    return "";
  }
}
