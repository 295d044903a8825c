/**
 * READ THIS FIRST. TypeScript in, pipeline IR out:
 *
 *   entries ─► 1 load ─► 2 discover ─► 3 signatures ─► 4 graph ─► 5 glue ─► 6 check ─► 7 bundle ─► 8 assemble ─► documents + bundles
 *              open the   which steps   what they       a body     where      laws,      slice and   one for
 *              project    there are     take and give   over       glue is    and a      bundle by   each
 *                                                       symbols    evaluated  proof      symbol      pipeline
 *
 * `frontend/` is the only place that knows TypeScript's API; all passes see `syntax.ts`. A pass is a function from its input to its output
 * and diagnostics; a user's mistakes are returned, all at once, and nothing is thrown for them.
 */
import { hasErrors, nearest, type Component, type Diagnostic, type Document, type Explanation } from "@dagwright/ir";
import type { Digest, Field, Span } from "@dagwright/protocol";
import { readWrapper, type WrapperResult } from "./bundle/wrapper.ts";
import { body } from "./diagnostics/body.ts";
import { withoutEchoes } from "./diagnostics/without-echoes.ts";
import { Disk } from "./disk/disk.ts";
import { explainSource } from "./explain/explain-source.ts";
import { Trace } from "./explain/trace.ts";
import type { Frontend, SurfaceDeclaration } from "./frontend/frontend.ts";
import type { Handle } from "./frontend/syntax.ts";
import type { CallableStep } from "./graph/step-table.ts";
import { inspect, load } from "./passes/1-load.ts";
import { discover, sameName, type Discovered } from "./passes/2-discover.ts";
import { signatures, stepConfig, type Signatures } from "./passes/3-signatures.ts";
import { graph } from "./passes/4-graph.ts";
import { placeGlue, type PlacedGraph } from "./passes/5-glue.ts";
import { check, prove } from "./passes/6-check.ts";
import { bundleAll, type BundleJob } from "./passes/7-bundle.ts";
import { assemble, componentsOf, NO_NODES, reachedFrom, type AssembleContext } from "./passes/8-assemble.ts";
import { completeComponent, jobOf } from "./signatures/complete.ts";
import type { Warm } from "./warm.ts";

export interface CompileOptions {
  /** Files that declare pipelines; at least one. */
  readonly entries: readonly string[];
  /** Compiles this pipeline alone; otherwise every pipeline that the entries declare. */
  readonly pipeline?: string;
  /** Folder that all names are relative to; otherwise found from the first entry. */
  readonly root?: string;
  readonly tsconfig?: string;
  /** A project that is open already. */
  readonly frontend?: Frontend;
  /** Finds the wrapper that runs inside a step; otherwise that of the project's own `dagwright`. */
  readonly readWrapper?: (root: string, disk: Disk) => WrapperResult;
  /** The disk: afterwards it tells what the result depends on. */
  readonly disk?: Disk;
  /** What to keep for the next compilation of the same entries, and what was kept by the last one. */
  readonly warm?: Warm;
  /** Called when a pass begins, so that its time can be taken. */
  readonly onPass?: (pass: Pass) => void;
  /** Called for each pipeline with what only its source tells of its body; expressions are traced for nothing else. */
  readonly onExplained?: (pipeline: string, explanations: readonly Explanation[]) => void;
}

export type Pass = "discover" | "signatures" | "graph" | "check" | "bundle" | "assemble";

export interface Compiled {
  /** In source order; none if anything is wrong. */
  readonly pipelines: readonly CompiledPipeline[];
  readonly diagnostics: readonly Diagnostic[];
  readonly frontend: Frontend;
}

export interface CompiledPipeline {
  readonly name: string;
  readonly document: Document;
  /** All code that the document refers to by digest, sorted by it: steps, glue, fakes and the wrapper. */
  readonly bundles: readonly CompiledBundle[];
}

export interface CompiledBundle {
  /** SHA-256 of `code`; its file is `<digest>.mjs`. */
  readonly digest: Digest;
  readonly code: string;
  readonly map?: string;
  /** The name that `code` gives for its map. */
  readonly mapFile?: string;
}

export async function compile(options: CompileOptions): Promise<Compiled> {
  const { disk = new Disk(), warm, onPass = () => undefined } = options;
  const loaded =
    options.frontend === undefined
      ? load({ ...options, disk, ...(warm === undefined ? {} : { previous: warm.frontend, isWatched: true }) })
      : inspect(options.frontend);
  const { frontend } = loaded;
  if (warm !== undefined) warm.frontend = frontend;
  const diagnostics: Diagnostic[] = [...loaded.diagnostics];
  const places = (): readonly Span[] => frontend.declarations().map(({ span }) => span);
  // Advice can wait until there is a pipeline to improve.
  const failed = (): Compiled => ({
    pipelines: [],
    diagnostics: withoutEchoes(
      diagnostics.filter(({ severity }) => severity !== "hint"),
      places(),
    ),
    frontend,
  });

  onPass("discover");
  const discovered = discover(frontend);
  onPass("signatures");
  const described = signatures(frontend, discovered);
  diagnostics.push(...discovered.diagnostics, ...described.diagnostics);
  onPass("graph");
  const graphs = readGraphs(frontend, discovered, described, diagnostics, options.onExplained);
  onPass("check");
  diagnostics.push(...check({ graphs, signatures: described }));
  const chosen = choose(options, frontend, described, diagnostics);
  diagnostics.push(...sameNames(chosen, described, graphs));
  if (hasErrors(diagnostics)) return failed();

  const draft = context({
    frontend,
    described,
    graphs,
    wrapper: undefined,
    component: (name) => draftOf(described, name),
    glue: () => NO_DIGEST,
  });
  for (const name of chosen) diagnostics.push(...prove(assemble(name, draft)));
  if (hasErrors(diagnostics)) return failed();

  onPass("bundle");
  const reached = new Set(chosen.flatMap((name) => reachedFrom(name, graphs)));
  const jobs = jobsOf([...reached], described, graphs);
  const [bundled, wrapper] = [
    await bundleAll(frontend, jobs.all, disk, warm?.bundles),
    (options.readWrapper ?? readWrapper)(frontend.root, disk),
  ];
  diagnostics.push(...bundled.diagnostics, ...wrapper.diagnostics);
  if (hasErrors(diagnostics)) return failed();

  onPass("assemble");
  const final = context({
    frontend,
    described,
    graphs,
    wrapper: wrapper.wrapper?.digest,
    component: (name) => {
      const signature = described.components.get(name);
      return signature === undefined ? undefined : completeComponent(signature, bundled.bundles);
    },
    glue: (pipeline, stand) => {
      const job = jobs.glue.get(`${pipeline} ${stand}`);
      const made = job === undefined ? undefined : bundled.bundles.get(job);
      if (made === undefined) throw new TypeError(`no bundle was made for glue ${stand} of ${pipeline}`);
      return made.digest;
    },
  });
  const code = new Map<Digest, CompiledBundle>(
    [...bundled.bundles.values()].map(({ digest, code: text, map, mapFile }) => [digest, { digest, code: text, map, mapFile }]),
  );
  if (wrapper.wrapper !== undefined) code.set(wrapper.wrapper.digest, wrapper.wrapper);
  const pipelines = chosen.map((name): CompiledPipeline => {
    const document = assemble(name, final);
    return { name, document, bundles: bundlesOf(document, code) };
  });
  return { pipelines, diagnostics, frontend };
}

/** Passes 4 and 5, over every pipeline of the project: what is wrong with any of them is said. */
function readGraphs(
  frontend: Frontend,
  { pipelines }: Discovered,
  described: Signatures,
  diagnostics: Diagnostic[],
  onExplained: CompileOptions["onExplained"],
): ReadonlyMap<string, PlacedGraph> {
  // A loop that is unrolled, or a helper, is read more than once.
  const said = new Set<string>();
  const report = (diagnostic: Diagnostic): void => {
    const text = JSON.stringify([diagnostic.code, diagnostic.span, diagnostic.message]);
    if (!said.has(text)) diagnostics.push(diagnostic);
    said.add(text);
  };
  const steps = stepsOf(described);
  const isTypeScript = (component: string): boolean => described.components.get(component)?.implementation.kind === "typescript";
  const graphs = new Map<string, PlacedGraph>();
  for (const [name, declaration] of pipelines) {
    const { fn } = declaration;
    if (fn === undefined) continue;
    // A pipeline whose own types are wrong is read all the same, for what else there is to say.
    const signature = described.pipelines.get(name);
    const trace = onExplained === undefined ? undefined : new Trace();
    const read = graph(
      {
        name,
        declaration,
        fn,
        input: signature?.input?.fields ?? fieldsOf(frontend, fn.handle),
        output: signature?.output,
        options: signature?.options,
      },
      { frontend, report, trace, stepOf: (step) => steps.get(step), configOf: (expression) => stepConfig(frontend, expression, report) },
    );
    const placed = placeGlue(read, { isTypeScript });
    graphs.set(name, placed);
    if (trace !== undefined) onExplained?.(name, explainSource(fn, trace, placed));
  }
  return graphs;
}

function fieldsOf(frontend: Frontend, fn: Handle): Readonly<Record<string, Field>> | undefined {
  const parameter = frontend.parameterOf(fn, 0);
  return "field" in parameter && parameter.field?.type.kind === "object" ? parameter.field.type.fields : undefined;
}

function stepsOf({ components, pipelines }: Signatures): ReadonlyMap<SurfaceDeclaration, CallableStep> {
  const steps = new Map<SurfaceDeclaration, CallableStep>();
  for (const [key, { name, declaration, component, implementation }] of components) {
    steps.set(declaration, {
      kind: "component",
      name,
      key,
      input: component.input?.fields,
      output: component.output,
      isTypeScript: implementation.kind === "typescript",
    });
  }
  for (const { name, declaration, input, output } of pipelines.values()) {
    steps.set(declaration, { kind: "pipeline", name, key: name, input: input?.fields, output, isTypeScript: false });
  }
  return steps;
}

/** The pipelines that were asked for. */
function choose({ pipeline }: CompileOptions, frontend: Frontend, { pipelines }: Signatures, diagnostics: Diagnostic[]): readonly string[] {
  if (pipeline === undefined)
    return [...pipelines].filter(([, { declaration }]) => frontend.entries.includes(declaration.file)).map(([name]) => name);
  if (pipelines.has(pipeline)) return [pipeline];
  if (!hasErrors(diagnostics)) diagnostics.push(body("DW2503", {}, { name: pipeline, hint: nearest(pipeline, pipelines.keys()).text }));
  return [];
}

/** Components of one name that one document would hold. */
function sameNames(chosen: readonly string[], { components }: Signatures, graphs: ReadonlyMap<string, PlacedGraph>): readonly Diagnostic[] {
  const found = new Map<SurfaceDeclaration, Diagnostic>();
  for (const entry of chosen) {
    const byName = new Map<string, SurfaceDeclaration>();
    const keys = new Set(reachedFrom(entry, graphs).flatMap((name) => componentsOf(graphs.get(name) ?? NO_NODES)));
    for (const [key, { name, declaration }] of components) {
      if (!keys.has(key)) continue;
      const other = byName.get(name);
      if (other === undefined) byName.set(name, declaration);
      else found.set(declaration, sameName(name, declaration, other));
    }
  }
  return [...found.values()];
}

interface ContextParts extends Pick<AssembleContext, "graphs" | "component" | "wrapper" | "glue"> {
  readonly frontend: Frontend;
  readonly described: Signatures;
}

const context = ({ frontend, described, ...parts }: ContextParts): AssembleContext => ({
  ...parts,
  nameOf: (key) => described.components.get(key)?.name ?? key,
  types: frontend.types(),
  description: (name) => described.pipelines.get(name)?.description,
});

const NO_DIGEST: Digest = "0".repeat(64);

/** A component before its code is bundled: what a proof of the graph needs of it. */
function draftOf({ components }: Signatures, name: string): Component | undefined {
  const signature = components.get(name);
  if (signature === undefined) return undefined;
  const { component, implementation } = signature;
  switch (implementation.kind) {
    case "typescript":
      return { ...component, implementation: { kind: "typescript", bundle: NO_DIGEST, export: "run" } };
    case "container": {
      const { fake, ...container } = implementation;
      return {
        ...component,
        implementation: fake === undefined ? container : { ...container, fake: { bundle: NO_DIGEST, export: "run" } },
      };
    }
    case "importer":
    case "kubernetesResource":
      return { ...component, implementation };
  }
}

interface Jobs {
  readonly all: readonly BundleJob[];
  /** By pipeline and stand-in. */
  readonly glue: ReadonlyMap<string, BundleJob>;
}

function jobsOf(reached: readonly string[], { components }: Signatures, graphs: ReadonlyMap<string, PlacedGraph>): Jobs {
  const all: BundleJob[] = [];
  const glue = new Map<string, BundleJob>();
  const used = new Set<string>();
  for (const name of reached) {
    const placed = graphs.get(name);
    if (placed === undefined) continue;
    for (const component of componentsOf(placed)) used.add(component);
    for (const [stand, source] of placed.glue) {
      const job: BundleJob = { request: { kind: "glue", source }, name, span: source.expression.span };
      glue.set(`${name} ${stand}`, job);
      all.push(job);
    }
  }
  for (const name of used) {
    const signature = components.get(name);
    const job = signature === undefined ? undefined : jobOf(signature);
    if (job !== undefined) all.push(job);
  }
  return { all, glue };
}

/** The code that a document names, each once. */
function bundlesOf(document: Document, code: ReadonlyMap<Digest, CompiledBundle>): readonly CompiledBundle[] {
  const named = new Set(JSON.stringify(document).match(/[0-9a-f]{64}/gu) ?? []);
  return [...code.values()].filter(({ digest }) => named.has(digest)).toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
}
