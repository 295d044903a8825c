/** What a run would do, without doing any of it: no process, no network, nothing written. */
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { effectiveConfig, InputsError, parseInputs, regionsIn, type Document, type Node, type StepConfig } from "@dagwright/ir";
import { secretVariable, type JsonObject } from "@dagwright/protocol";
import { chooseWork, type Choice } from "./choose-work.ts";
import type { EngineKind } from "./container-command.ts";
import { inUse, secretsOf, type Secret } from "./in-use.ts";
import { choiceProblems } from "./prepare.ts";
import type { Problem } from "./runner-error.ts";

export interface PlanOptions {
  readonly document: Document;
  readonly pipeline?: string;
  readonly inputs?: JsonObject;
  /** Where container engines are looked for; `PATH` unless told. */
  readonly path?: string;
  /** "none" = as if there were no engine. */
  readonly engine?: "auto" | "none";
}

export interface Plan {
  readonly pipeline: string;
  /** With defaults. */
  readonly inputs: JsonObject;
  /** In source order; what is in a loop or a list stands once. */
  readonly steps: readonly PlannedStep[];
  readonly images: readonly string[];
  readonly secrets: readonly (Secret & { readonly variable: string })[];
  /** An engine that is installed; whether its service answers is not asked here. */
  readonly engine: EngineKind | undefined;
  /** What would keep the run from starting, as far as it can be seen from here. */
  readonly problems: readonly Problem[];
}

export interface PlannedStep {
  /** As in the run's own step ids, with `*` for an index. */
  readonly step: string;
  readonly component: string;
  readonly kind: "typescript" | "container" | "importer" | "kubernetesResource" | "approval";
  readonly executor: Choice["executor"] | "approval";
  readonly image?: string;
  readonly resources: Pick<StepConfig, "cpu" | "memory" | "gpu">;
  readonly retries?: StepConfig["retries"];
  readonly timeoutSeconds?: number;
  readonly secrets: readonly Secret[];
  /** What decides whether or how often it runs, from the outside in, such as `each of runs`, `if isGood`. */
  readonly within: readonly string[];
}

/** Throws an `InputsError` for inputs that do not fit. */
export function planRun(options: PlanOptions): Plan {
  const { document } = options;
  const entry = options.pipeline ?? document.entry;
  const accepted = parseInputs(document, options.inputs ?? {}, entry);
  if ("problems" in accepted) throw new InputsError(accepted.problems);
  const used = inUse(document, entry);
  const needsEngine = [...used.components.values()].some((component) => component.implementation.kind === "container");
  const engine = needsEngine && options.engine !== "none" ? installedEngine(options.path ?? process.env["PATH"]) : undefined;
  const choices = new Map(
    [...used.components].map(([name, component]) => [
      name,
      chooseWork(name, component, { engine: engine !== undefined, faked: () => false }),
    ]),
  );
  const steps = [...stepsOf(document, entry, choices)];
  return {
    pipeline: entry,
    inputs: accepted.inputs,
    steps,
    images: [...new Set(steps.flatMap((step) => step.image ?? []))],
    secrets: used.secrets.map((secret) => ({ ...secret, variable: secretVariable(secret) })),
    engine,
    problems: choiceProblems(choices),
  };
}

function* stepsOf(document: Document, entry: string, choices: ReadonlyMap<string, Choice>): Generator<PlannedStep> {
  const visitPipeline = function* (
    name: string,
    prefix: string,
    within: readonly string[],
    outer: readonly string[],
  ): Generator<PlannedStep> {
    const pipeline = document.pipelines[name];
    // A pipeline that calls itself is refused by `verify`; here it would never end.
    if (pipeline === undefined || outer.includes(name)) return;
    for (const node of pipeline.body.nodes) yield* visit(node, prefix, within, [...outer, name]);
    if (pipeline.onExit !== undefined && outer.length === 0) yield* visit(pipeline.onExit, prefix, ["on exit"], [...outer, name]);
  };

  const visit = function* (node: Node, prefix: string, within: readonly string[], outer: readonly string[]): Generator<PlannedStep> {
    const step = prefix + node.id;
    switch (node.kind) {
      case "task": {
        const component = document.components[node.component];
        const choice = choices.get(node.component);
        if (component === undefined || choice === undefined) return;
        const config = effectiveConfig(component.config, node.config);
        const { implementation } = component;
        const image = implementation.kind === "container" ? implementation.image : config.image;
        yield {
          step,
          component: node.component,
          kind: implementation.kind,
          executor: choice.executor,
          ...(image === undefined ? {} : { image }),
          resources: resourcesOf(config),
          ...(config.retries === undefined ? {} : { retries: config.retries }),
          ...(config.timeoutSeconds === undefined ? {} : { timeoutSeconds: config.timeoutSeconds }),
          secrets: secretsOf(component, node),
          within,
        };
        return;
      }
      case "approval":
        yield { step, component: "approval", kind: "approval", executor: "approval", resources: {}, secrets: [], within };
        return;
      case "call":
        yield* visitPipeline(node.pipeline, `${step}.`, within, outer);
        return;
      case "branch":
      case "try":
      case "forEach":
      case "loop":
      case "group":
        for (const [index, region] of regionsIn(node).entries()) {
          const inner = [...within, ...labelOf(node, index)];
          for (const child of region.nodes) yield* visit(child, prefixOf(node, prefix, index), inner, outer);
        }
        return;
      case "fail":
      case "compute":
    }
  };

  yield* visitPipeline(entry, "", [], []);
}

/** As the engine names what is in a node: turns and members by index, the sides of a branch or a `try` not at all. */
function prefixOf(node: Node, prefix: string, index: number): string {
  switch (node.kind) {
    case "forEach":
    case "loop":
      return `${prefix}${node.id}.*.`;
    case "group":
      return `${prefix}${node.id}.${index}.`;
    default:
      return prefix;
  }
}

function labelOf(node: Node, index: number): string[] {
  switch (node.kind) {
    case "branch":
      return [`${index === 0 ? "if" : "else of"} ${node.id}`];
    case "forEach":
      return [`each of ${node.id}`];
    case "loop":
      return [`each turn of ${node.id}`];
    case "try": {
      const parts = ["try", ...(node.catch === undefined ? [] : ["catch"]), ...(node.finally === undefined ? [] : ["finally"])];
      const part = parts[index];
      return part === undefined || part === "try" ? [] : [`${part} of ${node.id}`];
    }
    default:
      return [];
  }
}

function resourcesOf({ cpu, memory, gpu }: StepConfig): PlannedStep["resources"] {
  return { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }), ...(gpu === undefined ? {} : { gpu }) };
}

function installedEngine(path: string | undefined): EngineKind | undefined {
  for (const kind of ["podman", "docker"] as const) {
    for (const folder of (path ?? "").split(delimiter)) {
      if (!isAbsolute(folder)) continue;
      try {
        accessSync(join(folder, kind), constants.X_OK);
        return kind;
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}
