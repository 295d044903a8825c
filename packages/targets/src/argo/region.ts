/**
 * A region as a DAG template. In a region whose failure somebody observes (`Reporting` "output") the template always succeeds and says in
 * its `error` output what failed, because a failed DAG has no outputs at all; elsewhere Argo's own phases carry the outcome.
 */
import { readsOf, type Node, type Region } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { podArgument } from "./arguments.ts";
import { anyOutcome, Dag, succeededCode, wentWell, type Local, type Reporting } from "./dag.ts";
import { tagOf, textOf, type Code } from "./expression.ts";
import { failureOf, firstFailure } from "./failure.ts";
import type { Lowering } from "./lowering.ts";
import type { DagTask, Parameter, Template } from "./manifest.ts";
import { templateName } from "./names.ts";
import type { LoweredNode } from "./lowered-node.ts";
import { computePod } from "./compute-pod.ts";
import type { Slot } from "./scope.ts";

export interface RegionOutput {
  readonly name: string;
  readonly value: Value;
  /** As a list of texts, where the value is a reference that can be had so. */
  readonly as?: "texts";
}

export interface BuiltRegion {
  readonly template: string;
  /** What the caller passes. */
  readonly arguments: DagTask["arguments"];
}

/** Declares the nodes' tasks, so that readers can ask for their outputs, before any is lowered. */
export function declareNodes(region: Region, dag: Dag, reporting: Reporting, lowering: Lowering): void {
  for (const node of region.nodes) {
    dag.taskNameOf(node.id);
    dag.locals.set(node.id, lowering.nodes.localOf(node, dag, reporting, lowering));
  }
}

/** Lowers declared nodes, last reader first. `after` = tasks that must have ended for the region to begin (none: its template's start). */
export function lowerNodes(region: Region, dag: Dag, reporting: Reporting, lowering: Lowering): void {
  for (const node of readersFirst(region.nodes)) {
    const position = region.nodes.indexOf(node);
    const { result, reads } = dag.collectReads(() => lowering.nodes.lowerNode(node, dag, reporting, lowering, position));
    for (const id of node.order) if (dag.locals.has(id)) reads.add(id);
    addTask(dag, dag.local(node.id), result, reads, position);
  }
}

export function addTask(dag: Dag, local: Local, lowered: LoweredNode, reads: ReadonlySet<string>, position: number): void {
  const dependencies = [...reads].map((id) => dag.local(id)).filter((dependency) => dependency !== local && dependency.task !== "");
  const gates = [
    ...dependencies.filter(({ reporting }) => reporting === "output").map(({ task }) => `tasks['${task}'].outputs.parameters.error == ''`),
    ...(lowered.when === undefined ? [] : [lowered.when]),
  ];
  const depends = lowered.depends ?? dependencies.map(wentWell).join(" && ");
  dag.add(
    {
      name: local.task,
      template: lowered.template,
      ...(depends === "" ? {} : { depends }),
      ...(gates.length === 0 ? {} : { when: tagOf(gates.join(" && ")) }),
      ...(lowered.withParam === undefined ? {} : { withParam: lowered.withParam }),
      ...(lowered.arguments === undefined || lowered.arguments.parameters.length === 0 ? {} : { arguments: lowered.arguments }),
    },
    position,
  );
}

/** Nodes of a region such that every reader comes before what it reads. */
function readersFirst(nodes: readonly Node[]): readonly Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const done = new Set<Node>();
  const sorted: Node[] = [];
  const visit = (node: Node): void => {
    if (done.has(node)) return;
    done.add(node);
    for (const id of [...readsOf(node), ...node.order]) {
      const read = byId.get(id);
      if (read !== undefined) visit(read);
    }
    sorted.push(node);
  };
  nodes.forEach(visit);
  return sorted.toReversed();
}

/** The value's text inside the DAG; where only a step can compute it, that step becomes a task. */
export function materialise(value: Value, dag: Dag, lowering: Lowering, wanted: string, position: number): Slot {
  const code = textOf(value, dag);
  if (code !== undefined) return { code, tag: value.kind === "ref" ? dag.read(value).slot.tag : tagOf(code) };
  return computeTask(value, dag, lowering, wanted, position, undefined);
}

/** A pod that computes a value; with "texts" the value is a list. */
export function computeTask(value: Value, dag: Dag, lowering: Lowering, wanted: string, position: number, as: "texts" | undefined): Slot {
  const id = computeNode(value, dag, lowering, wanted, position, as);
  // The reader of this task must wait for it.
  return dag.read({ kind: "ref", node: id, path: [] }).slot;
}

/** The same, as a node to read from. */
export function computeNode(value: Value, dag: Dag, lowering: Lowering, wanted: string, position: number, as: "texts" | undefined): string {
  const id = `${wanted} ${dag.tasks.length}`;
  const local: Local = {
    node: id,
    task: dag.taskNames.of(id, templateName(wanted)),
    reporting: "phase",
    field: undefined,
    wanted: new Map(),
    deliver: () => ({ path: [] }),
  };
  dag.locals.set(id, local);
  const { result: argument, reads } = dag.collectReads(() => podArgument(value, dag));
  const template = computePod(lowering, dag.pipeline, argument.glue, as);
  addTask(dag, local, { template, arguments: { parameters: [{ name: "value", value: argument.text }] } }, reads, position - 0.5);
  return id;
}

export interface RegionPlan {
  readonly name: string;
  readonly region: Region;
  readonly reporting: Reporting;
  readonly outputs: readonly RegionOutput[];
  /** Makes bindings (items, errors, state) of the region readable. */
  readonly bind?: (dag: Dag) => void;
  /** More outputs, such as an item's indexed text, from the texts of values and what the failure is. */
  readonly extra?: (text: (value: Value) => Code, outcome: { readonly succeeded: Code; readonly failure: Code }) => readonly SealedOutput[];
  readonly parallelism?: number;
}

/** The region as a template of its own, called from `parent`. */
export function buildRegion(plan: RegionPlan, parent: Dag, lowering: Lowering): BuiltRegion {
  const dag = new Dag(lowering, plan.name, parent);
  plan.bind?.(dag);
  return finishRegion(plan, dag, lowering);
}

export function finishRegion(plan: RegionPlan, dag: Dag, lowering: Lowering): BuiltRegion {
  const { region, reporting } = plan;
  declareNodes(region, dag, reporting, lowering);
  const after = region.nodes.length;
  const texts = new Map<Value, Code>();
  const text = (value: Value): Code => {
    const known = texts.get(value);
    if (known !== undefined) return known;
    dag.sealing = true;
    const { code } = materialise(value, dag, lowering, "value", after + 1);
    dag.sealing = false;
    texts.set(value, code);
    return code;
  };
  const wanted = plan.outputs.map((output) => ({
    name: output.name,
    code:
      output.as === "texts" && output.value.kind === "ref" ? (dag.readTexts(output.value)?.code ?? text(output.value)) : text(output.value),
  }));
  const value = region.results["value"];
  if (plan.extra !== undefined && value !== undefined) text(value);
  lowerNodes(region, dag, reporting, lowering);
  // Only now are all tasks there whose outcome counts.
  const locals = [...dag.locals.values()];
  const outcome = { succeeded: locals.map(succeededCode).join(" && ") || "true", failure: firstFailure(locals.map(failureOf)) };
  const extra = plan.extra?.(text, outcome) ?? [];
  return sealDag(
    {
      name: plan.name,
      outputs: [...wanted, ...extra],
      reporting,
      failFast: region.onFailure === "stop",
      ...(plan.parallelism === undefined ? {} : { parallelism: plan.parallelism }),
    },
    dag,
    lowering,
  );
}

export interface SealedOutput {
  readonly name: string;
  readonly code: Code;
  /** Given even where the region failed. */
  readonly always?: boolean;
}

export interface Seal {
  readonly name: string;
  readonly outputs: readonly SealedOutput[];
  readonly reporting: Reporting;
  /** The failure, where it is not simply the first of the DAG's tasks. */
  readonly failure?: Code;
  /** Whether all went well, where it is not simply that each task succeeded. */
  readonly succeeded?: Code;
  readonly target?: string;
  readonly failFast?: boolean;
  readonly parallelism?: number;
}

/** Makes the template of a DAG whose tasks are all there. */
export function sealDag(seal: Seal, dag: Dag, lowering: Lowering): BuiltRegion {
  const tasks = briefly(dag.sortedTasks());
  const locals = [...dag.locals.values()].filter(({ task }) => task !== "");
  const failure = seal.failure ?? firstFailure(locals.map(failureOf));
  const reports = seal.reporting === "output";
  if (reports)
    tasks.push({
      name: dag.taskNames.of("settle", "settle"),
      template: pauseTemplate(lowering),
      ...(tasks.length === 0 ? {} : { depends: tasks.map(({ name }) => anyOutcome(name)).join(" && ") }),
    });
  else if (tasks.length === 0) tasks.push({ name: "nothing", template: pauseTemplate(lowering) });
  const succeeded = seal.succeeded ?? (seal.failure === undefined ? locals.map(succeededCode).join(" && ") : `${failure} == ''`);
  const guard = (code: Code): Code => (reports && succeeded !== "" ? `(${succeeded}) ? ${code} : ''` : code);
  const outputs: Parameter[] = [
    ...seal.outputs.map(({ name, code, always }) => ({ name, valueFrom: { expression: always === true ? code : guard(code) } })),
    ...(reports ? [{ name: "error", valueFrom: { expression: failure } }] : []),
  ];
  const parameters = [...dag.parameters.values()];
  const target = reports ? tasks.at(-1)?.name : seal.target;
  const body: Omit<Template, "name"> = {
    ...(parameters.length === 0 ? {} : { inputs: { parameters: parameters.map(({ parameter }) => parameter) } }),
    ...(outputs.length === 0 ? {} : { outputs: { parameters: outputs } }),
    ...(seal.parallelism === undefined ? {} : { parallelism: seal.parallelism }),
    dag: { failFast: seal.failFast === true, ...(target === undefined ? {} : { target }), tasks },
  };
  return {
    template: lowering.templates.add(templateName(seal.name), body),
    arguments: { parameters: parameters.map(({ parameter, argument }) => ({ name: parameter.name, value: argument })) },
  };
}

/** Argo reads a bare name as succeeded or skipped; a task without a condition is never skipped. */
function briefly(tasks: readonly DagTask[]): DagTask[] {
  const never = new Set(tasks.filter(({ when, withParam }) => when === undefined && withParam === undefined).map(({ name }) => name));
  const SUCCEEDED = ".Succeeded";
  return tasks.map((task) => {
    if (task.depends === undefined || task.depends.includes("(")) return task;
    const terms = task.depends.split(" && ").map((term) => {
      const name = term.slice(0, -SUCCEEDED.length);
      return term.endsWith(SUCCEEDED) && never.has(name) ? name : term;
    });
    return { ...task, depends: terms.join(" && ") };
  });
}

/** A suspend of no time: a node without a pod. */
const pauseTemplate = (lowering: Lowering): string => lowering.templates.add("settle", { suspend: { duration: "0" } });
