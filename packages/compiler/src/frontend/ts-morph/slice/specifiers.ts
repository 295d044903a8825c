/** How modules of a slice name each other: every import of a slice is written with one of these. */
import type { ts } from "ts-morph";
import type { ExternalModule } from "../../slice.ts";
import type { Context } from "../context.ts";
import type { Target, Targets } from "./targets.ts";

export const SURFACE_SPECIFIER = "surface:";

export class Specifiers {
  readonly externals = new Map<string, ExternalModule>();
  readonly #context: Context;
  readonly #targets: Targets;

  constructor(context: Context, targets: Targets) {
    this.#context = context;
    this.#targets = targets;
  }

  file(file: ts.SourceFile): string {
    return `file:${this.#context.fileName(file)}`;
  }

  facade(file: ts.SourceFile): string {
    return `namespace:${this.#context.fileName(file)}`;
  }

  /** What a file that says `export = …` exports, as a CommonJS module. */
  exportEquals(file: ts.SourceFile): string {
    return `exports:${this.#context.fileName(file)}`;
  }

  of(target: Target): string {
    switch (target.kind) {
      case "exportEquals":
        return this.exportEquals(target.unit.file);
      case "unit":
        return this.file(target.unit.file);
      case "namespace":
        return this.facade(target.file);
      case "surface":
        return SURFACE_SPECIFIER;
      case "external":
        return this.#external(target.from, target.specifier);
    }
  }

  importOf(local: string, target: Target): string {
    const from = JSON.stringify(this.of(target));
    const imported = importedName(target);
    if (imported === "*") return `import * as ${local} from ${from};`;
    return `import { ${imported === local ? local : `${nameText(imported)} as ${local}`} } from ${from};`;
  }

  exportOf(name: string, target: Target): string {
    const from = JSON.stringify(this.of(target));
    const imported = importedName(target);
    if (imported === "*") return `export * as ${nameText(name)} from ${from};`;
    return `export { ${nameText(imported)} as ${nameText(name)} } from ${from};`;
  }

  bareImport(declaration: ts.ImportDeclaration): string {
    const target = this.#targets.ofModule(declaration.moduleSpecifier, "*");
    if (target === undefined || target.kind === "surface") return "";
    const file = target.kind === "namespace" ? target.file : target.kind === "exportEquals" ? target.unit.file : undefined;
    return `import ${JSON.stringify(file === undefined ? this.of(target) : this.file(file))};`;
  }

  #external(from: ts.SourceFile, specifier: string): string {
    // The bundler calls variables by the last part of it.
    const name = `external:${this.#context.fileName(from)}:/${specifier}`;
    this.externals.set(name, { specifier, from: this.#context.fileName(from) });
    return name;
  }
}

const importedName = (target: Target): string =>
  target.kind === "unit" ? target.name : target.kind === "namespace" ? "*" : target.imported;

const nameText = (name: string): string => (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name));
