/** Pass 2: which components and pipelines there are, each under a name of its own. */
import { isPublicName, PUBLIC_NAME_RULE, type Diagnostic } from "@dagwright/ir";
import { foldConstant } from "../constants/fold.ts";
import { declared } from "../diagnostics/interface.ts";
import type { Frontend, Misplacement, MisplacedDeclaration, SurfaceDeclaration } from "../frontend/frontend.ts";
import type { Expression, Statement } from "../frontend/syntax.ts";
import { walk } from "../graph/walk-syntax.ts";

export interface Discovered {
  /** In file and source order: components, containers, importers and resources by their variable or `Class.method`. */
  readonly components: ReadonlyMap<string, SurfaceDeclaration>;
  /** By the name that is their first argument. */
  readonly pipelines: ReadonlyMap<string, SurfaceDeclaration>;
  readonly diagnostics: readonly Diagnostic[];
}

export function discover(frontend: Frontend): Discovered {
  const diagnostics: Diagnostic[] = [];
  const components = new Map<string, SurfaceDeclaration>();
  const pipelines = new Map<string, SurfaceDeclaration>();
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);

  for (const misplaced of frontend.misplacedDeclarations()) report(misplacement(misplaced));
  for (const declaration of frontend.declarations()) {
    const isPipeline = declaration.surface === "pipeline";
    const name = isPipeline ? pipelineName(frontend, declaration, report) : componentName(declaration, report);
    if (name === undefined) continue;
    const table = isPipeline ? pipelines : components;
    const other = table.get(name);
    if (other !== undefined) {
      const related = [{ span: other.span, message: "the other one" }];
      report(declared("DW1008", { span: declaration.span, related }, { name, surface: declaration.surface, other: other.file }));
    } else table.set(name, declaration);
    if (declaration.form === "decorator") checkMethod(declaration, report);
  }
  return { components, pipelines, diagnostics };
}

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
