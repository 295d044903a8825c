/** Follows uses from one function until nothing new is reached: what a bundle has to hold. */
import { ts } from "ts-morph";
import type { Context } from "../context.ts";
import type { SliceProblem } from "../../slice.ts";
import type { Target, Targets } from "./targets.ts";
import { DEFAULT_NAME, type FileUnits, type Unit } from "./units.ts";
import { partsOf } from "./unit-parts.ts";
import type { Use, Uses } from "./uses.ts";

export interface ModulePlan {
  readonly file: ts.SourceFile;
  readonly units: Set<Unit>;
  /** Imports by local name; `order` is the place of the import in the file. */
  readonly imports: Map<string, { readonly target: Target; readonly order: number }>;
  /** Local names that other modules import. */
  readonly exports: Set<string>;
  readonly dynamic: Map<string, Target>;
}

export class Reach {
  readonly modules = new Map<ts.SourceFile, ModulePlan>();
  /** Members of namespace objects. */
  readonly facades = new Map<ts.SourceFile, Map<string, Target>>();
  /** Files whose `export = …` is wanted. */
  readonly exportEquals = new Set<ts.SourceFile>();
  readonly surface = new Set<string>();
  readonly problems: SliceProblem[] = [];
  readonly #context: Context;
  readonly #targets: Targets;
  readonly #uses: Uses;
  readonly #unitsOf: (file: ts.SourceFile) => FileUnits;
  /** The container whose fake is wanted. */
  readonly #fake: Unit | undefined;
  readonly #usesOfUnit: WeakMap<Unit, readonly Use[]>;

  constructor(parts: {
    readonly context: Context;
    readonly targets: Targets;
    readonly uses: Uses;
    readonly unitsOf: (file: ts.SourceFile) => FileUnits;
    readonly cache: WeakMap<Unit, readonly Use[]>;
    readonly fake?: Unit;
  }) {
    this.#context = parts.context;
    this.#targets = parts.targets;
    this.#uses = parts.uses;
    this.#unitsOf = parts.unitsOf;
    this.#usesOfUnit = parts.cache;
    this.#fake = parts.fake;
  }

  isFake(unit: Unit): boolean {
    return unit === this.#fake;
  }

  module(file: ts.SourceFile): ModulePlan {
    const known = this.modules.get(file);
    if (known !== undefined) return known;
    const plan: ModulePlan = { file, units: new Set(), imports: new Map(), exports: new Set(), dynamic: new Map() };
    this.modules.set(file, plan);
    for (const declaration of this.#unitsOf(file).bareImports) {
      const target = this.#targets.ofModule(declaration.moduleSpecifier, "*");
      if (target?.kind === "namespace") this.#wholeFile(target.file);
      if (target?.kind === "exportEquals") this.#wholeFile(target.unit.file);
    }
    return plan;
  }

  unit(unit: Unit): void {
    const plan = this.module(unit.file);
    if (plan.units.has(unit)) return;
    plan.units.add(unit);
    for (const other of unit.merged ?? []) this.unit(other);
    if (unit.kind === "importEquals") return this.#requires(plan, unit);
    if (unit.kind === "member" && unit.owner !== undefined && plan.units.has(unit.owner)) return;
    for (const use of this.#usesOf(unit)) this.use(plan, use);
  }

  /** `import lib = require("./lib")`, or `import short = long.name`. */
  #requires(plan: ModulePlan, { node }: Unit): void {
    if (!ts.isImportEqualsDeclaration(node)) return;
    if (!ts.isExternalModuleReference(node.moduleReference)) {
      let root = node.moduleReference;
      while (ts.isQualifiedName(root)) root = root.left;
      const use = this.#uses.ofName(root);
      if (use !== undefined) this.use(plan, use);
      return;
    }
    const { expression } = node.moduleReference;
    const target = this.#targets.ofModule(expression, "*");
    if (target !== undefined && ts.isStringLiteralLike(expression)) this.use(plan, { kind: "dynamic", specifier: expression.text, target });
  }

  use(plan: ModulePlan, use: Use): void {
    switch (use.kind) {
      case "unit":
        if (this.#refusePipeline(use.unit, use.at)) return;
        this.unit(use.unit);
        return;
      case "import":
        if (use.target.kind === "unit" && this.#refusePipeline(use.target.unit, use.at)) return;
        plan.imports.set(use.local, { target: use.target, order: use.order });
        this.target(use.target);
        return;
      case "namespaceMember": {
        const target: Target = { kind: "namespace", file: use.file };
        if (!plan.imports.has(use.local)) plan.imports.set(use.local, { target, order: use.order });
        this.#member(use.file, use.member);
        return;
      }
      case "dynamic":
        plan.dynamic.set(use.specifier, use.target);
        this.target(use.target);
        if (use.target.kind === "namespace") this.#wholeFile(use.target.file);
        return;
      case "computedImport":
        this.problems.push({ kind: "computedImport", span: this.#context.spanOf(use.at) });
        return;
    }
  }

  target(target: Target): void {
    switch (target.kind) {
      case "unit":
        this.module(target.unit.file).exports.add(target.name);
        this.unit(target.unit);
        return;
      case "namespace":
        this.#wholeNamespace(target.file);
        return;
      case "surface":
        this.surface.add(target.imported);
        return;
      case "exportEquals":
        this.exportEquals.add(target.unit.file);
        this.module(target.unit.file).exports.add(DEFAULT_NAME);
        this.unit(target.unit);
        return;
      case "external":
        return;
    }
  }

  /** Statements that only have effects are kept where they act on something the slice holds, such as `registry.set(…)`. */
  effects(): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const plan of this.modules.values()) {
        for (const unit of this.#unitsOf(plan.file).units) {
          if (unit.kind !== "effect" || plan.units.has(unit) || !this.#actsOnKept(plan, unit)) continue;
          changed = true;
          this.unit(unit);
        }
      }
    }
  }

  #actsOnKept(plan: ModulePlan, unit: Unit): boolean {
    if (ts.isIfStatement(unit.node) && /\bimport\.meta\b|\bprocess\.argv\b/u.test(unit.node.expression.getText())) return false;
    const used = this.#usesOf(unit).flatMap((use) => (use.kind === "unit" ? [use.unit] : []));
    // What calls a step or a pipeline is how the file is run by hand.
    return used.every((each) => each.declares === undefined) && used.some((each) => plan.units.has(each));
  }

  #usesOf(unit: Unit): readonly Use[] {
    const isFake = this.isFake(unit);
    const known = isFake ? undefined : this.#usesOfUnit.get(unit);
    if (known !== undefined) return known;
    const { roots, skip } = partsOf(this.#context, unit, isFake);
    const uses = this.#uses.in(roots, skip);
    if (!isFake) this.#usesOfUnit.set(unit, uses);
    return uses;
  }

  #refusePipeline(unit: Unit, at: ts.Node): boolean {
    if (unit.declares?.surface !== "pipeline") return false;
    this.problems.push({
      kind: "pipelineInStep",
      name: unit.declares.name === "default" ? at.getText() : unit.declares.name,
      span: this.#context.spanOf(at),
    });
    return true;
  }

  #facade(file: ts.SourceFile): Map<string, Target> {
    const known = this.facades.get(file);
    if (known !== undefined) return known;
    const made = new Map<string, Target>();
    this.facades.set(file, made);
    return made;
  }

  #member(file: ts.SourceFile, name: string): void {
    const facade = this.#facade(file);
    if (facade.has(name)) return;
    const target = this.#targets.ofMember(file, name);
    // A namespace hands out pipelines too; a step that really takes one is refused where it names it.
    if (target === undefined || (target.kind === "unit" && target.unit.declares?.surface === "pipeline")) return;
    facade.set(name, target);
    this.target(target);
  }

  #wholeNamespace(file: ts.SourceFile): void {
    this.#facade(file);
    const symbol = this.#context.checker.getSymbolAtLocation(file);
    for (const member of symbol === undefined ? [] : this.#context.checker.getExportsOfModule(symbol)) this.#member(file, member.name);
  }

  #wholeFile(file: ts.SourceFile): void {
    const plan = this.module(file);
    for (const unit of this.#unitsOf(file).units) if (unit.kind === "effect" && !plan.units.has(unit)) this.unit(unit);
  }
}
