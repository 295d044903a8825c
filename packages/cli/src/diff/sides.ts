/** What the two sides of a comparison are: files here, or files of a revision. */
import { statSync } from "node:fs";
import { kindOf } from "../project/find-files.ts";
import { UsageError } from "../usage-error.ts";

/** A file as it lies here, or as some revision has it. */
export interface Side {
  /** As it was typed, or what stands for it. */
  readonly title: string;
  readonly file: string;
  readonly revision?: string;
}

const USAGE = [
  "dagwright diff FILE                 the last commit and the file as it is",
  "       dagwright diff REVISION FILE        a revision and the file as it is",
  "       dagwright diff REVISION REVISION FILE",
  "       dagwright diff A B                  two files, each as it is or REVISION:FILE",
].join("\n");

/** Throws a `UsageError` for words that are no two sides. */
export function sidesOf(words: readonly string[]): readonly [before: Side, after: Side] {
  const [first, second, third] = words;
  if (first === undefined || words.length > 3) throw new UsageError(`two sides are compared, and here are ${words.length} words`, USAGE);
  if (second === undefined) return [at("HEAD", fileOf(first)), here(fileOf(first))];
  if (third !== undefined) return [at(first, fileOf(third)), at(second, fileOf(third))];
  const [a, b] = [sideOf(first), sideOf(second)];
  if (a !== undefined && b !== undefined) return [a, b];
  if (a === undefined && b !== undefined) return [at(first, b.file), b];
  if (a !== undefined && b === undefined) return [a, at(second, a.file)];
  // A file that is gone.
  if (kindOf(second) !== undefined) return [at(first, second), here(second)];
  throw new UsageError(`neither ${first} nor ${second} is a file, and a revision is of some file`, USAGE);
}

const here = (file: string): Side => ({ title: file, file });
const at = (revision: string, file: string): Side => ({ title: `${revision}:${file}`, file, revision });

function sideOf(word: string): Side | undefined {
  if (statSync(word, { throwIfNoEntry: false }) !== undefined) return here(word);
  const colon = word.indexOf(":");
  return colon > 0 ? at(word.slice(0, colon), word.slice(colon + 1)) : undefined;
}

function fileOf(word: string): string {
  const side = sideOf(word);
  if (side?.revision !== undefined) throw new UsageError(`${word} names a revision of its own`, USAGE);
  return word;
}
