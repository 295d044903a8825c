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

/** The files of a command line, each once. Throws a `UsageError` that names everything that is wrong with them. */
export function findFiles(typed: readonly string[]): readonly FoundFile[] {
  const found = new Map<string, FoundFile>();
  const problems: string[] = [];
  for (const file of typed) {
    const path = resolve(file);
    const kind = path.endsWith(IR_SUFFIX) ? "ir" : SOURCES.has(extname(path)) && !path.endsWith(".d.ts") ? "source" : undefined;
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) problems.push(`there is no file ${file}${hint(path)}`);
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
