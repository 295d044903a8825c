/** Pass 2: which components and pipelines there are, each under a name of its own. */
import { isPublicName, PUBLIC_NAME_RULE, type Diagnostic } from "@dagwright/ir";
import { foldConstant } from "../constants/fold.ts";
import { declared } from "../diagnostics/interface.ts";
import type { Frontend, Misplacement, MisplacedDeclaration, SurfaceDeclaration } from "../frontend/frontend.ts";
import type { Expression, Statement } from "../frontend/syntax.ts";
import { walk } from "../graph/walk-syntax.ts";

export interface Discovered {
  /** In file and source order: components, containers, importers and resources, by keys of the compiler's own. */
  readonly components: ReadonlyMap<string, DiscoveredComponent>;
  /** By the name that is their first argument. */
  readonly pipelines: ReadonlyMap<string, SurfaceDeclaration>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DiscoveredComponent {
  /** In documents: its variable, or `Class.method`. Pipelines that have nothing in common may each have a `load`. */
  readonly name: string;
  readonly declaration: SurfaceDeclaration;
}

export function discover(frontend: Frontend): Discovered {
  const diagnostics: Diagnostic[] = [];
  const components = new Map<string, DiscoveredComponent>();
  const pipelines = new Map<string, SurfaceDeclaration>();
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);

  for (const misplaced of frontend.misplacedDeclarations()) report(misplacement(misplaced));
  for (const declaration of frontend.declarations()) {
    const isPipeline = declaration.surface === "pipeline";
    const name = isPipeline ? pipelineName(frontend, declaration, report) : componentName(declaration, report);
    if (name === undefined) continue;
    if (!isPipeline) components.set(keyOf(name, components), { name, declaration });
    else {
      const other = pipelines.get(name);
      if (other === undefined) pipelines.set(name, declaration);
      else report(sameName(name, declaration, other));
    }
    if (declaration.form === "decorator") checkMethod(declaration, report);
  }
  return { components, pipelines, diagnostics };
}

/** The name itself where nothing has it yet: no name holds a blank. */
const keyOf = (name: string, taken: ReadonlyMap<string, unknown>): string => (taken.has(name) ? keyOf(`${name} `, taken) : name);

/** Of two declarations that cannot stand in one document. */
export const sameName = (name: string, one: SurfaceDeclaration, other: SurfaceDeclaration): Diagnostic =>
  declared(
    "DW1008",
    { span: one.span, related: [{ span: other.span, message: "the other one" }] },
    { name, surface: one.surface, other: other.file },
  );

type Report = (diagnostic: Diagnostic) => void;

function pipelineName(frontend: Frontend, declaration: SurfaceDeclaration, report: Report): string | undefined {
  const [first] = declaration.args;
  // TypeScript has said that an argument is missing.
  if (first === undefined) return undefined;
  const folded = foldConstant(frontend, first);
  if (!folded.constant || typeof folded.value !== "string") {
    report(
      declared("DW1019", { span: first.span }, { text: first.text, why: folded.constant ? "is no text" : folded.why, instead: "churn" }),
    );
    return undefined;
  }
  const name = folded.value;
  if (isPublicName(name)) return name;
  const why = name === "" ? "is empty" : `cannot be one: ${PUBLIC_NAME_RULE}`;
  report(declared("DW1019", { span: first.span }, { text: first.text, why, instead: legalName(name) }));
  return undefined;
}

/** The nearest name that a pipeline can have. */
function legalName(text: string): string {
  const words = text.match(/[\p{L}\p{N}_$@]+/gu) ?? ["churn"];
  return words.join("-");
}

function componentName(declaration: SurfaceDeclaration, report: Report): string | undefined {
  if (!(declaration.isDefault && declaration.name === "default")) return declaration.name;
  report(declared("DW1018", { span: declaration.span }, { surface: declaration.surface }));
  return undefined;
}

function misplacement(misplaced: MisplacedDeclaration): Diagnostic {
  const { surface, span } = misplaced;
  const method = methodProblem(misplaced);
  if (method !== undefined) return declared("DW1007", { span }, { name: misplaced.name ?? surface, why: method });
  return declared("DW1005", { span }, { surface, why: placeProblem(misplaced) });
}

function methodProblem({ why }: Misplacement): string | undefined {
  switch (why) {
    case "instanceMethod":
      return "it is a method of an instance, and a step has no instance";
    case "privateMethod":
      return "it is private, and pipelines call it from outside";
    case "notAsync":
      return "it is not `async`";
    case "classField":
      return "it is a field and no method";
    case "computedName":
      return "its name is computed";
    case "namelessClass":
      return "its class has no name";
    default:
      return undefined;
  }
}

function placeProblem({ why, name }: Misplacement): string {
  switch (why) {
    case "inFunction":
      return "stands inside a function";
    case "inBlock":
      return "stands inside a block";
    case "wrapped":
      return `is an argument of \`${name ?? "a call"}\``;
    case "conditional":
      return "stands in a condition";
    case "notConst":
      return `is assigned to \`${name ?? "a variable"}\`, which is not declared with \`const\``;
    case "destructured":
      return "is taken apart where it is declared";
    default:
      return "is not assigned to a name";
  }
}

/** A step's method runs alone: there is no class around it. */
function checkMethod(declaration: SurfaceDeclaration, report: Report): void {
  if (declaration.fn === undefined) return;
  const { fn } = declaration;
  // A function that is no arrow has a `this` of its own.
  const isOwn = (node: Expression | Statement): boolean => node === fn || node.kind !== "function" || node.arrow;
  for (const node of walk(fn, isOwn)) {
    if (node.kind !== "other" || !/`(?:this|super)`/u.test(node.words)) continue;
    report(
      declared(
        "DW1007",
        { span: node.span },
        { name: declaration.name, why: `it uses ${node.words.replace("a call of ", "")}, and a step runs without its class` },
      ),
    );
  }
}
