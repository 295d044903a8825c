/**
 * IR → Argo Workflows.
 *
 *   pipeline ─► region ─► DAG template (dag.ts, region.ts)
 *                 └─► node ─► task + template (nodes/, one file a kind)
 *                              └─► pod template (pods.ts: the wrapper; container.ts: a foreign image)
 *   values: text where it stands, an expression (expression.ts), or a program that the reading step evaluates (arguments.ts)
 *   code:   once, in workflow parameters (code.ts)
 */
import type { Diagnostic, Document } from "@dagwright/ir";
import { jsonText } from "@dagwright/protocol";
import type { Code, Lowered, Target } from "../target.ts";
import { InlineCode } from "./code.ts";
import { Dag, type Bound } from "./dag.ts";
import { argoDiagnostics } from "./diagnostics.ts";
import type { Lowering } from "./lowering.ts";
import type { Parameter, Workflow } from "./manifest.ts";
import { inputNames, templateName } from "./names.ts";
import { lowerTask } from "./nodes/task.ts";
import { localOf, lowerNode } from "./nodes/node.ts";
import { DEFAULT_IMAGE, type ArgoOptions } from "./options.ts";
import { finishRegion, addTask, sealDag } from "./region.ts";
import type { Slot } from "./scope.ts";
import { Templates } from "./templates.ts";
import { inputField } from "./types.ts";
import { yamlOf } from "./yaml.ts";

/** What Kubernetes' store takes of one object, less what Argo's status needs to begin with. */
const SIZE_LIMIT = 900_000;

export const argo: Target<Partial<ArgoOptions>> = {
  name: "argo",
  capabilities: { approval: true, loops: true, containers: true, artifacts: true },
  lower,
};

function lower(document: Document, code: Code, options: Partial<ArgoOptions>): Lowered {
  const { workflow, diagnostics } = lowerToWorkflow(document, code, options);
  const text = yamlOf(workflow);
  const bytes = Buffer.byteLength(text);
  const findings = [...diagnostics];
  if (bytes > SIZE_LIMIT) findings.push(argoDiagnostics("DW5003", {}, { bytes, limit: SIZE_LIMIT }));
  return { files: [{ name: `${workflow.metadata.name ?? templateName(document.entry)}.argo.yaml`, text }], diagnostics: findings };
}

export function lowerToWorkflow(
  document: Document,
  code: Code,
  options: Partial<ArgoOptions>,
): { readonly workflow: Workflow; readonly diagnostics: readonly Diagnostic[] } {
  const entry = document.pipelines[document.entry];
  if (entry === undefined) throw new Error(`no pipeline is named ${document.entry}`);
  const name = options.name ?? templateName(document.entry);
  const names = inputNames(Object.keys(entry.inputs));
  const nameOf = (input: string): string => names.get(input) ?? input;
  const lowering: Lowering = {
    document,
    options: {
      name,
      kind: options.kind ?? "Workflow",
      image: options.image ?? DEFAULT_IMAGE,
      ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
    },
    code: new InlineCode(code, new Set(names.values())),
    templates: new Templates(),
    diagnostics: [],
    nodes: { localOf, lowerNode },
  };
  const inputs = (slotOf: (name: string) => Slot): Bound => ({
    field: inputField(entry),
    read: ([input, ...rest]) => {
      if (input === undefined) throw new Error("a pipeline's inputs are read by name");
      return { slot: slotOf(nameOf(String(input))), rest };
    },
  });
  const main = new Dag(lowering, "main", undefined);
  main.isEntrypoint = true;
  for (const parameter of names.values()) main.workflowParameter(parameter);
  main.bindings.set(
    "input",
    inputs((parameter) => main.workflowParameter(parameter)),
  );
  const result = entry.body.results["value"];
  const outputs = entry.output === undefined || result === undefined ? [] : [{ name: "value", value: result }];
  const built = finishRegion({ name: "main", region: entry.body, reporting: "phase", outputs }, main, lowering);
  const onExit = entry.onExit === undefined ? undefined : lowerOnExit(entry.onExit, inputs(workflowSlot), lowering);
  const parameters = Object.entries(entry.inputs).map(([input, field]): Parameter => ({
    name: nameOf(input),
    ...(field.default === undefined ? (field.optional === true ? { value: "" } : {}) : { value: jsonText(field.default) }),
    ...(field.description === undefined ? {} : { description: field.description }),
  }));
  const workflow: Workflow = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: lowering.options.kind,
    metadata: {
      ...(lowering.options.kind === "Workflow" ? { generateName: `${name}-` } : { name }),
      ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
      labels: { "dagwright.dev/pipeline": name },
    },
    spec: {
      entrypoint: built.template,
      ...(onExit === undefined ? {} : { onExit }),
      arguments: { parameters: [...parameters, ...lowering.code.parameters()] },
      templates: lowering.templates.all(),
    },
  };
  return { workflow, diagnostics: lowering.diagnostics };
}

/** Where no template of ours passes it on. */
const workflowSlot = (name: string): Slot => ({ code: `workflow.parameters['${name}']`, tag: `{{workflow.parameters.${name}}}` });

function lowerOnExit(task: NonNullable<Document["pipelines"][string]["onExit"]>, inputs: Bound, lowering: Lowering): string {
  const dag = new Dag(lowering, "on-exit", undefined);
  dag.bindings.set("input", inputs);
  dag.locals.set(task.id, localOf(task, dag, "phase", lowering));
  const { result, reads } = dag.collectReads(() => lowerTask(task, dag, lowering, 0));
  addTask(dag, dag.local(task.id), result, reads, 0);
  return sealDag({ name: "on-exit", outputs: [], reporting: "phase" }, dag, lowering).template;
}
