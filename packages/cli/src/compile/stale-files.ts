import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import { readIfThere } from "../write-file.ts";
import type { OutputFile } from "./output-file.ts";

const LONGEST_LINE = 1000;

/** How the files of a folder differ from what they should be, as a unified diff each; code is named only, by its digest. Empty = up to date. */
export function staleFiles(folder: string, files: readonly OutputFile[]): readonly string[] {
  return files.flatMap(({ name, bytes, kind }) => {
    const there = readIfThere(join(folder, name));
    if (there?.equals(bytes) === true) return [];
    if (kind === "code") return [`${there === undefined ? "missing" : "changed"}: ${name}\n`];
    return [patch(name, there?.toString("utf8"), Buffer.from(bytes).toString("utf8"))];
  });
}

function patch(name: string, before: string | undefined, after: string): string {
  const text = createTwoFilesPatch(before === undefined ? "/dev/null" : `a/${name}`, `b/${name}`, before ?? "", after, "", "", {
    context: 3,
  });
  // Packed code stands on one line of a hundred thousand characters.
  return text
    .replace(/^=+\n/u, "")
    .split("\n")
    .map((line) => (line.length <= LONGEST_LINE ? line : `${line.slice(0, 200)}… (${line.length - 200} more characters)`))
    .join("\n");
}
