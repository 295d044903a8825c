/** What every part of the adapter shares: the program, its checker, and where files stand. */
import { relative } from "node:path";
import type { Span } from "@dagwright/protocol";
import type { ts } from "ts-morph";
import { isLibraryFile } from "./library.ts";
import type { CheckedFiles } from "./checked-files.ts";
import type { MisspeltTag } from "../frontend.ts";
import type { Disk } from "../../disk/disk.ts";
import { PackageFolders, type PackageFolder } from "../../package-folder.ts";
import { SURFACE_PACKAGE } from "./surface-names.ts";
import { TypeArguments } from "./type-arguments.ts";

export class Context {
  readonly packages: PackageFolders;
  readonly root: string;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly typeArguments: TypeArguments;
  /** By place. */
  readonly misspeltTags = new Map<string, MisspeltTag>();
  /** Where the project is opened again and again. */
  readonly checked: CheckedFiles | undefined;
  readonly #project = new Map<ts.SourceFile, boolean>();
  #files: readonly ts.SourceFile[] | undefined;

  constructor(root: string, program: ts.Program, disk: Disk, checked?: CheckedFiles) {
    this.checked = checked;
    this.packages = new PackageFolders(disk);
    this.root = root;
    this.program = program;
    this.checker = program.getTypeChecker();
    this.typeArguments = new TypeArguments(this.checker);
  }

  /** Relative to the root, with forward slashes. */
  fileName(file: ts.SourceFile): string {
    return this.relativeName(file.fileName);
  }

  relativeName(absolute: string): string {
    return relative(this.root, absolute).replaceAll("\\", "/");
  }

  /** A message with absolute names made relative: they would differ from machine to machine. */
  hideFolders(text: string): string {
    return text.replaceAll(`${this.root}/`, "").replaceAll(/(?:[A-Za-z]:)?\/[^\s'"]*\/node_modules\//gu, "node_modules/");
  }

  spanOf(node: ts.Node): Span {
    const file = node.getSourceFile();
    return this.spanAt(file, node.getStart(file), node.end);
  }

  spanAt(file: ts.SourceFile, start: number, end: number): Span {
    const from = file.getLineAndCharacterOfPosition(start);
    const to = file.getLineAndCharacterOfPosition(end);
    return { file: this.fileName(file), start: [from.line + 1, from.character + 1], end: [to.line + 1, to.character + 1] };
  }

  /** The user's own sources: no declaration files, no installed packages, not the surface itself. */
  isProjectFile(file: ts.SourceFile): boolean {
    const known = this.#project.get(file);
    if (known !== undefined) return known;
    const isProject =
      !file.isDeclarationFile &&
      !file.fileName.includes("/node_modules/") &&
      !isLibraryFile(file.fileName) &&
      !isOurs(this.packages.of(file.fileName));
    this.#project.set(file, isProject);
    return isProject;
  }

  /** Project files in the order of their names, JSON left out. */
  projectFiles(): readonly ts.SourceFile[] {
    this.#files ??= this.program
      .getSourceFiles()
      .filter((file) => this.isProjectFile(file) && !file.fileName.endsWith(".json"))
      .toSorted((a, b) => (this.fileName(a) < this.fileName(b) ? -1 : 1));
    return this.#files;
  }

  /** What is wrong with the types in a file. */
  typeErrorsIn(file: ts.SourceFile): readonly ts.Diagnostic[] {
    return this.checked?.errorsIn(file) ?? this.program.getSemanticDiagnostics(file);
  }

  packageOf(file: ts.SourceFile): PackageFolder | undefined {
    return isLibraryFile(file.fileName) ? undefined : this.packages.of(file.fileName);
  }
}

const isOurs = (folder: PackageFolder | undefined): boolean =>
  folder !== undefined && (folder.name === SURFACE_PACKAGE || OUR_PACKAGES.has(folder.name));

// What `dagwright` itself is made of, when it is linked by its sources; examples and users' packages may well be called @dagwright/….
const OUR_PACKAGES = new Set(
  ["protocol", "tracking", "ir", "compiler", "targets", "cluster", "runner", "cli"].map((name) => `@${SURFACE_PACKAGE}/${name}`),
);
