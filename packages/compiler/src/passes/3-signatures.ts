/** Pass 3: what each component and pipeline takes and gives, how it is implemented, and how its step is configured. */
import type { Component, Diagnostic, Implementation, StepConfig } from "@dagwright/ir";
import type { Span } from "@dagwright/protocol";
import { declared } from "../diagnostics/interface.ts";
import type { FieldResult, Frontend, SurfaceDeclaration } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import { containerTokens } from "../signatures/container-tokens.ts";
import { readInterface, type StepInterface } from "../signatures/interface.ts";
import { manifestValue } from "../signatures/manifest.ts";
import { foldConstant } from "../constants/fold.ts";
import { readStepConfig } from "../signatures/step-config.ts";
import type { BundleJob } from "./7-bundle.ts";
import type { Discovered } from "./2-discover.ts";

export interface ComponentSignature {
  readonly name: string;
  readonly declaration: SurfaceDeclaration;
  /** All but its code. */
  readonly component: Omit<Component, "implementation">;
  readonly implementation: ImplementationDraft;
}

/** An implementation whose code is still to be bundled. */
export type ImplementationDraft =
  | { readonly kind: "typescript"; readonly job: BundleJob }
  | (Omit<Extract<Implementation, { kind: "container" }>, "fake"> & { readonly fake?: BundleJob })
  | Extract<Implementation, { kind: "importer" | "kubernetesResource" }>;

export interface PipelineSignature extends StepInterface {
  readonly name: string;
  readonly declaration: SurfaceDeclaration;
  readonly description?: string;
  /** The argument between name and function. */
  readonly options?: Expression;
}

export interface Signatures {
  /** Without those that have errors. */
  readonly components: ReadonlyMap<string, ComponentSignature>;
  readonly pipelines: ReadonlyMap<string, PipelineSignature>;
  readonly diagnostics: readonly Diagnostic[];
}

type Report = (diagnostic: Diagnostic) => void;

export function signatures(frontend: Frontend, discovered: Discovered): Signatures {
  const diagnostics: Diagnostic[] = [];
  // Of a type that several steps take, the same is said once.
  const said = new Set<string>();
  const report: Report = (diagnostic) => {
    const key = JSON.stringify([diagnostic.code, diagnostic.message, diagnostic.span]);
    if (!said.has(key)) diagnostics.push(diagnostic);
    said.add(key);
  };
  const components = new Map<string, ComponentSignature>();
  const pipelines = new Map<string, PipelineSignature>();
  for (const [key, { name, declaration }] of discovered.components) {
    const signature = componentSignature(frontend, name, declaration, report);
    if (signature !== undefined) components.set(key, signature);
  }
  for (const [name, declaration] of discovered.pipelines) {
    const signature = pipelineSignature(frontend, name, declaration, report);
    if (signature !== undefined) pipelines.set(name, signature);
  }
  return { components, pipelines, diagnostics };
}

/** The options of `withOptions`; wrong ones are reported and left out. */
export const stepConfig = (frontend: Frontend, options: Expression, report: Report): StepConfig =>
  readStepConfig(frontend, options, report).config;

function componentSignature(
  frontend: Frontend,
  name: string,
  declaration: SurfaceDeclaration,
  report: Report,
): ComponentSignature | undefined {
  const { surface, span } = declaration;
  switch (surface) {
    case "component": {
      const io = functionInterface(frontend, name, declaration, report);
      const [options] = declaration.args;
      const { config } = readStepConfig(frontend, options, report);
      if (io === undefined) return undefined;
      const job: BundleJob = { request: { kind: "component", declaration }, name, span };
      return {
        name,
        declaration,
        component: { ...described(frontend, declaration), ...io, config, span },
        implementation: { kind: "typescript", job },
      };
    }
    case "container":
      return containerSignature(frontend, name, declaration, report);
    case "importer":
      return importerSignature(frontend, name, declaration, report);
    case "kubernetesResource":
      return resourceSignature(frontend, name, declaration, report);
    case "pipeline":
      return undefined;
  }
}

function described(frontend: Frontend, declaration: SurfaceDeclaration): { readonly description?: string } {
  const description = frontend.descriptionOf(declaration.handle);
  return description === undefined ? {} : { description };
}

/** Of the function that is the last argument, or of the decorated method. */
function functionInterface(frontend: Frontend, name: string, declaration: SurfaceDeclaration, report: Report): StepInterface | undefined {
  const { fn, form, span, surface } = declaration;
  const handle = fn?.handle ?? (form === "call" ? declaration.args.at(-1)?.handle : undefined);
  if (handle === undefined || (fn === undefined && frontend.isCallable(handle) === false)) {
    report(declared("DW1017", { span }, { name, surface }));
    return undefined;
  }
  const [first, second] = fn?.parameters ?? [];
  if (second !== undefined || first?.rest === true) {
    report(
      declared(
        "DW1016",
        { span: (second ?? first)?.span ?? span },
        { name, what: second === undefined ? "a rest parameter" : "several parameters" },
      ),
    );
    return undefined;
  }
  const input = frontend.parameterOf(handle, 0);
  return readInterface(
    {
      name,
      input,
      output: frontend.outputOf(handle),
      inputSpan: first?.span ?? span,
      outputSpan: signatureSpan(fn?.span ?? span, first?.span),
      types: frontend.types(),
    },
    report,
  );
}

/** The head of a function: pointing at all of its body would hide where the mistake is. */
const signatureSpan = (whole: Span, parameter: Span | undefined): Span =>
  parameter === undefined
    ? { ...whole, end: whole.start[0] === whole.end[0] ? whole.end : [whole.start[0], whole.start[1] + 1] }
    : { ...whole, end: parameter.end };

function containerSignature(
  frontend: Frontend,
  name: string,
  declaration: SurfaceDeclaration,
  report: Report,
): ComponentSignature | undefined {
  const { span, args, typeArguments } = declaration;
  const [options] = args;
  const [inputType, outputType] = typeArguments;
  if (inputType === undefined || outputType === undefined) {
    report(declared("DW1004", { span }, { name, surface: "container" }));
    return undefined;
  }
  const io = readInterface(
    { name, input: inputType, output: outputType, inputSpan: span, outputSpan: span, types: frontend.types() },
    report,
  );
  const { config, members } = readStepConfig(frontend, options, report, ["command", "args", "fake"]);
  const { image, ...rest } = config;
  if (image === undefined && !members.has("image")) report(declared("DW1023", { span }, { name, option: "image" }));
  if (io === undefined) return undefined;
  const output = io.output?.type.kind === "object" ? io.output.type.fields : {};
  const sides = { input: io.input?.fields ?? {}, output };
  const tokens = (member: string) => containerTokens(frontend, members.get(member)?.value, sides, report);
  const command = tokens("command");
  const given = tokens("args");
  if (image === undefined) return undefined;
  const fake: BundleJob | undefined = members.has("fake") ? { request: { kind: "fake", declaration }, name, span } : undefined;
  return {
    name,
    declaration,
    component: { ...described(frontend, declaration), ...io, config: rest, span },
    implementation: { kind: "container", image, command, args: given, ...(fake === undefined ? {} : { fake }) },
  };
}

function importerSignature(
  frontend: Frontend,
  name: string,
  declaration: SurfaceDeclaration,
  report: Report,
): ComponentSignature | undefined {
  const { span, handle } = declaration;
  const output = frontend.outputOf(handle);
  const io = readInterface({ name, input: URI, output, inputSpan: span, outputSpan: span, types: frontend.types() }, report);
  const options = declaration.args.find((argument) => argument.kind === "object");
  const { config } = readStepConfig(frontend, options, report, ["uri", "kind", "metadata"]);
  if (io?.output === undefined || io.output.type.kind !== "artifact") {
    if (io !== undefined) report(declared("DW1004", { span }, { name, surface: "importer" }));
    return undefined;
  }
  return {
    name,
    declaration,
    component: { ...described(frontend, declaration), ...io, config, span },
    implementation: { kind: "importer", artifact: io.output.type.artifact },
  };
}

const URI: FieldResult = { field: { type: { kind: "object", fields: { uri: { type: { kind: "string" } } } } } };
const ACTIONS = ["create", "apply", "get", "delete"] as const;

function resourceSignature(
  frontend: Frontend,
  name: string,
  declaration: SurfaceDeclaration,
  report: Report,
): ComponentSignature | undefined {
  const { span, handle } = declaration;
  const io = readInterface(
    {
      name,
      input: frontend.parameterOf(handle, 0),
      output: frontend.outputOf(handle),
      inputSpan: span,
      outputSpan: span,
      types: frontend.types(),
    },
    report,
  );
  const [options] = declaration.args;
  const { config, members } = readStepConfig(frontend, options, report, ["action", "manifest", "success", "failure", "fake"]);
  const text = (option: string): string | undefined => {
    const value = members.get(option)?.value;
    const folded = value === undefined ? undefined : foldConstant(frontend, value);
    if (folded?.constant === false) report(declared("DW1021", { span: folded.at.span }, { option, text: folded.at.text, why: folded.why }));
    return folded?.constant === true && typeof folded.value === "string" ? folded.value : undefined;
  };
  const [action, success, failure] = [text("action") ?? "apply", text("success"), text("failure")];
  const known = ACTIONS.find((each) => each === action);
  if (known === undefined)
    report(
      declared(
        "DW1022",
        { span: members.get("action")?.value?.span ?? span },
        { option: "action", text: `\`${JSON.stringify(action)}\``, wanted: `one of ${ACTIONS.join(", ")}` },
      ),
    );
  const manifest = members.get("manifest")?.value;
  if (manifest === undefined || known === undefined || io === undefined) return undefined;
  const value = manifestValue(frontend, manifest, io.input?.fields ?? {}, report);
  return {
    name,
    declaration,
    component: { ...described(frontend, declaration), ...io, config, span },
    implementation: {
      kind: "kubernetesResource",
      action: known,
      manifest: value,
      ...(success === undefined ? {} : { success }),
      ...(failure === undefined ? {} : { failure }),
    },
  };
}

function pipelineSignature(
  frontend: Frontend,
  name: string,
  declaration: SurfaceDeclaration,
  report: Report,
): PipelineSignature | undefined {
  const io = functionInterface(frontend, name, declaration, report);
  if (io === undefined) return undefined;
  const options = declaration.args.length > 2 ? declaration.args[1] : undefined;
  return { name, declaration, ...described(frontend, declaration), ...io, ...(options === undefined ? {} : { options }) };
}
