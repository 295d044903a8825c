/** Cuts the part of a program that one function needs into modules for the bundler. */
import { ts } from "ts-morph";
import type { GlueSource } from "../../../passes/glue-source.ts";
import type { SurfaceDeclaration } from "../../frontend.ts";
import type { Slice, SliceModule, SliceRequest } from "../../slice.ts";
import type { Context } from "../context.ts";
import { nodeOf } from "../handles.ts";
import { forEachValueName } from "../names.ts";
import { boundNames, GlueText } from "./glue-module.ts";
import { moduleText } from "./module-text.ts";
import { Reach } from "./reach.ts";
import { Specifiers } from "./specifiers.ts";
import { localNameOf, Targets, type Target } from "./targets.ts";
import { cutIntoUnits, DEFAULT_NAME, type FileUnits, type Unit } from "./units.ts";
import { Uses, type Use } from "./uses.ts";

const ENTRY = "entry:";

export class Slicer {
  readonly #context: Context;
  readonly #declared: () => ReadonlyMap<ts.Node, SurfaceDeclaration>;
  readonly #files = new WeakMap<ts.SourceFile, FileUnits>();
  readonly #targets: Targets;
  readonly #uses: Uses;
  readonly #usesOfUnit = new WeakMap<Unit, readonly Use[]>();

  constructor(context: Context, declared: () => ReadonlyMap<ts.Node, SurfaceDeclaration>) {
    this.#context = context;
    this.#declared = declared;
    this.#targets = new Targets(context, this.#unitsOf);
    this.#uses = new Uses(context, this.#targets, this.#unitsOf);
  }

  readonly #unitsOf = (file: ts.SourceFile): FileUnits => {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const made = cutIntoUnits(file, this.#declared());
    this.#files.set(file, made);
    return made;
  };

  slice(request: SliceRequest): Slice {
    return request.kind === "glue" ? this.#sliceGlue(request.source) : this.#sliceDeclaration(request.declaration, request.kind === "fake");
  }

  #sliceDeclaration(declaration: SurfaceDeclaration, fake: boolean): Slice {
    const node = nodeOf(declaration.handle);
    const unit = this.#unitsOf(node.getSourceFile()).byDeclaration.get(node);
    if (unit === undefined) throw new TypeError(`${declaration.name} is not declared at module level`);
    const reach = this.#reach(fake ? unit : undefined);
    const owner = unit.owner?.node;
    const local = owner === undefined ? localNameOf(unit.node) : localNameOf(owner);
    reach.target({ kind: "unit", unit, name: local });
    reach.effects();
    const specifiers = new Specifiers(this.#context, this.#targets);
    const from = JSON.stringify(specifiers.file(unit.file));
    // A static method is handed out as a function: it uses no `this`.
    const text =
      owner === undefined
        ? `export { ${local} as run } from ${from};\n`
        : `import { ${local} } from ${from};\nexport const run = ${local}.${localNameOf(unit.node)};\n`;
    return this.#assemble(reach, specifiers, { file: declaration.file, text, loader: "js" }, "run");
  }

  #sliceGlue(source: GlueSource): Slice {
    const reach = this.#reach(undefined);
    const file = nodeOf(source.expression.handle).getSourceFile();
    const imports = new Map<string, Target>();
    this.#freeUses(source, (use) => {
      const target = this.#targetOf(use);
      if (target === undefined) return;
      const local =
        use.kind === "unit" ? use.at.getText() : use.kind === "import" || use.kind === "namespaceMember" ? use.local : undefined;
      if (local !== undefined) imports.set(local, target);
      // Through a plan of its own, so that only what the glue names is taken from a namespace.
      if (use.kind === "unit") reach.target(target);
      else reach.use({ file, units: new Set(), imports: new Map(), exports: new Set(), dynamic: new Map() }, use);
    });
    reach.effects();
    const specifiers = new Specifiers(this.#context, this.#targets);
    const lines = [...imports].map(([local, target]) => specifiers.importOf(local, target));
    const loader = file.fileName.endsWith("x") ? "tsx" : "ts";
    return this.#assemble(
      reach,
      specifiers,
      { file: this.#context.fileName(file), text: GlueText.of(this.#context, source, lines), loader },
      "glue",
    );
  }

  #freeUses(source: GlueSource, found: (use: Use) => void): void {
    const { block, code } = source;
    if (code !== undefined && block === undefined) return;
    const bound = boundNames(source);
    const holes = new Set(source.holes.map((hole) => nodeOf(hole.expression.handle)));
    forEachValueName(
      nodeOf(block?.statement ?? source.expression.handle),
      (identifier) => {
        const use = bound.has(identifier.text) ? undefined : this.#uses.ofName(identifier);
        if (use !== undefined) found(use);
      },
      holes,
    );
    for (const local of source.locals) this.#freeUses(local.source, found);
    for (const { from } of block?.variables ?? []) if (from?.kind === "source") this.#freeUses(from.source, found);
  }

  #targetOf(use: Use): Target | undefined {
    switch (use.kind) {
      case "unit":
        return { kind: "unit", unit: use.unit, name: use.at.getText() };
      case "import":
        return use.target;
      case "namespaceMember":
        return { kind: "namespace", file: use.file };
      case "dynamic":
      case "computedImport":
        return undefined;
    }
  }

  #reach(fake: Unit | undefined): Reach {
    return new Reach({
      context: this.#context,
      targets: this.#targets,
      uses: this.#uses,
      unitsOf: this.#unitsOf,
      cache: this.#usesOfUnit,
      ...(fake === undefined ? {} : { fake }),
    });
  }

  #assemble(reach: Reach, specifiers: Specifiers, entry: SliceModule, name: Slice["export"]): Slice {
    const modules = new Map<string, SliceModule>([[ENTRY, entry]]);
    for (const plan of reach.modules.values()) {
      const text = moduleText(this.#context, reach, this.#unitsOf(plan.file), plan, specifiers);
      const file = this.#context.fileName(plan.file);
      modules.set(specifiers.file(plan.file), {
        file,
        text,
        loader: loaderOf(file),
        dynamic: new Map([...plan.dynamic].map(([written, target]) => [written, specifiers.of(target)])),
      });
    }
    for (const [file, members] of reach.facades) {
      const lines = [...members].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([member, target]) => specifiers.exportOf(member, target));
      const effects = reach.modules.has(file) ? [`import ${JSON.stringify(specifiers.file(file))};`] : [];
      modules.set(specifiers.facade(file), {
        file: this.#context.fileName(file),
        text: `${[...effects, ...lines].join("\n")}\n`,
        loader: "js",
      });
    }
    for (const file of reach.exportEquals) {
      const text = `module.exports = require(${JSON.stringify(specifiers.file(file))}).${DEFAULT_NAME};\n`;
      modules.set(specifiers.exportEquals(file), { file: this.#context.fileName(file), text, loader: "js" });
    }
    const options = this.#context.program.getCompilerOptions();
    const target = options.target ?? ts.ScriptTarget.ESNext;
    return {
      entry: ENTRY,
      export: name,
      modules,
      externals: specifiers.externals,
      surface: [...reach.surface].toSorted(),
      settings: {
        experimentalDecorators: options.experimentalDecorators === true,
        useDefineForClassFields: options.useDefineForClassFields ?? target >= ts.ScriptTarget.ES2022,
      },
      problems: reach.problems,
    };
  }
}

function loaderOf(file: string): SliceModule["loader"] {
  if (/\.[cm]?tsx?$/u.test(file)) return file.endsWith("x") ? "tsx" : "ts";
  return file.endsWith("x") ? "jsx" : "js";
}
