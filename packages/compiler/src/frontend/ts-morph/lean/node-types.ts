/**
 * `@types/node` is two and a half megabytes, most of the time that opening a small project takes, and a pipeline rarely speaks of more than a
 * few of its modules. What none of a program's names can lead to is left out: the types of what is there are the same.
 */
import { dirname, resolve } from "node:path";
import type { ts } from "ts-morph";
import type { Disk } from "../../../disk/disk.ts";
import { isLibraryFile, libraryText } from "../library.ts";
import { declaredNames, usedNames, type DeclaredNames } from "./declared-names.ts";

const INDEX = /\/node_modules\/@types\/node\/(?:ts[\d.]+\/)?index\.d\.ts$/u;

/** Files that can be left out; the index only names them. */
export const isNodeTypes = (file: string): boolean =>
  (file.includes("/node_modules/@types/node/") || file.includes("/node_modules/undici-types/")) && !INDEX.test(file);

/** Of a program that was opened without any of them: those that it can tell from nothing. */
export function neededNodeTypes(bare: ts.Program, disk: Disk): ReadonlySet<string> {
  const parts = new Map<string, DeclaredNames>();
  for (const file of bare.getSourceFiles()) {
    if (!INDEX.test(file.fileName)) continue;
    for (const { fileName } of file.referencedFiles) {
      const path = resolve(dirname(file.fileName), fileName).replaceAll("\\", "/");
      const text = disk.text(path);
      if (text !== undefined) parts.set(path, declaredNames(text));
    }
  }
  const [words, strings, standard] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const use = (names: Pick<DeclaredNames, "words" | "strings">): void => {
    for (const word of names.words) words.add(word);
    for (const string of names.strings) strings.add(string);
  };
  for (const file of bare.getSourceFiles()) {
    if (isLibraryFile(file.fileName)) for (const name of declaredNames(libraryText(file.fileName) ?? "").globals) standard.add(name);
    else if (file.isDeclarationFile) use(declaredNames(file.text));
    else use(usedNames(file.text));
  }
  const needed = new Set<string>();
  const isNamed = ({ globals, modules }: DeclaredNames): boolean =>
    // What is added to a type of the language has no name of its own.
    [...globals].some((name) => words.has(name) || standard.has(name)) || [...modules].some((name) => strings.has(name));
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (const [path, names] of parts) {
      if (needed.has(path) || !isNamed(names)) continue;
      needed.add(path);
      use(names);
      isGrowing = true;
    }
  }
  return needed;
}
