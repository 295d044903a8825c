/**
 * `@types/node` is two and a half megabytes, most of the time that opening a small project takes, and a pipeline rarely speaks of more than a
 * few of its modules. What none of a program's names can lead to is left out: the types of all that is there are the same.
 */
import { dirname, resolve } from "node:path";
import type { ts } from "ts-morph";
import type { Disk } from "../../../disk/disk.ts";
import { isLibraryFile, libraryText } from "../library.ts";
import type { ProjectOptions } from "../options.ts";
import { createProgram } from "../program.ts";
import { namesInSource, namesInTypes, unitsOf, type Unit, type UsedNames } from "./declared-names.ts";

/** Only names the others. */
const isIndex = (file: string): boolean => /\/node_modules\/@types\/node\/(?:ts[\d.]+\/)?index\.d\.ts$/u.test(file);
const isPart = (file: string): boolean => file.includes("/node_modules/@types/node/") && !isIndex(file);

/** Of the entries and what they import, without the parts of `@types/node` that they cannot tell from nothing. */
export function createLeanProgram(entries: readonly string[], project: ProjectOptions, disk: Disk): ts.Program {
  let program = createProgram(entries, project, disk, { leaveOut: isPart });
  const parts = program.getSourceFiles().flatMap((file) => (isIndex(file.fileName) ? partsOf(file, disk) : []));
  if (parts.length === 0) return program;
  let needed: ReadonlySet<string> = new Set();
  for (;;) {
    const before = needed;
    needed = neededOf(parts, program);
    if (needed.size === before.size) return program;
    // What it needs may import packages that need more.
    program = createProgram(entries, project, disk, { parsed: program, leaveOut: (file) => isPart(file) && !needed.has(file) });
  }
}

interface Part {
  readonly file: string;
  readonly units: readonly Unit[];
}

const partsOf = (index: ts.SourceFile, disk: Disk): readonly Part[] =>
  index.referencedFiles.flatMap(({ fileName }) => {
    const file = resolve(dirname(index.fileName), fileName).replaceAll("\\", "/");
    const text = disk.text(file);
    return text === undefined ? [] : [{ file, units: unitsOf(text) }];
  });

function neededOf(parts: readonly Part[], program: ts.Program): ReadonlySet<string> {
  const [words, strings, standard] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const use = (names: UsedNames): void => {
    for (const word of names.words) words.add(word);
    for (const string of names.strings) strings.add(string);
  };
  for (const { fileName, isDeclarationFile, text } of program.getSourceFiles()) {
    if (isPart(fileName) || isIndex(fileName)) continue;
    if (isLibraryFile(fileName)) for (const { name } of unitsOf(libraryText(fileName) ?? "")) standard.add(name);
    else use(isDeclarationFile ? namesInTypes(text) : namesInSource(text));
  }
  // Its type is that of everything.
  if (words.has("globalThis")) return new Set(parts.map(({ file }) => file));
  // What is added to a type of the language is reached without its name; `import.meta` is told by its own.
  standard.delete("ImportMeta");
  const isNamed = ({ name, isModule }: Unit): boolean => (isModule ? strings.has(name) : words.has(name) || standard.has(name));
  const needed = new Set<string>();
  const used = new Set<Unit>();
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const { file, units } of parts) {
      for (const unit of units) {
        if (used.has(unit) || !isNamed(unit)) continue;
        used.add(unit);
        needed.add(file);
        use(unit.uses());
        for (const part of unit.within()) use(part.uses());
        isGrowing = true;
      }
    }
  }
  return needed;
}
