/** A Kubernetes object that Argo's executor makes, and waits for: its manifest is one parameter, filled in where the step is called. */
import type { Implementation, StepConfig, TaskNode } from "@dagwright/ir";
import { mapChildren, type Value } from "@dagwright/protocol";
import { templateArgument } from "./arguments.ts";
import type { Dag } from "./dag.ts";
import { argoDiagnostics } from "./diagnostics.ts";
import type { Lowering } from "./lowering.ts";
import type { LoweredNode } from "./lowered-node.ts";
import { templateName } from "./names.ts";
import { podSettings } from "./pods.ts";
import { pushPath } from "./push-path.ts";
import { computeNode, computeTask } from "./region.ts";
import type { DecidedOptions } from "./run-options.ts";

interface ResourceTask {
  readonly node: TaskNode;
  readonly implementation: Extract<Implementation, { kind: "kubernetesResource" }>;
  readonly config: StepConfig;
  readonly decided: DecidedOptions;
  readonly dag: Dag;
  readonly position: number;
}

export function lowerResource(task: ResourceTask, lowering: Lowering): LoweredNode {
  const { node, implementation, config, decided, dag, position } = task;
  const { action, success, failure } = implementation;
  for (const condition of [success, failure]) {
    if (condition?.includes("{{") === true) lowering.diagnostics.push(argoDiagnostics("DW5002", { span: node.span }, { token: condition }));
  }
  const manifest = filledIn(implementation.manifest, task, lowering);
  const text = templateArgument(manifest, dag) ?? computeTask(manifest, dag, lowering, `${node.id}-manifest`, position, undefined).tag;
  const template = lowering.templates.add(templateName(node.component), {
    inputs: { parameters: [{ name: "manifest" }, ...decided.passed.map(({ name }) => ({ name, default: "" }))] },
    ...podSettings(config, decided),
    resource: {
      action,
      manifest: "{{inputs.parameters.manifest}}",
      ...(success === undefined ? {} : { successCondition: success }),
      ...(failure === undefined ? {} : { failureCondition: failure }),
    },
  });
  return { template, arguments: { parameters: [{ name: "manifest", value: text }, ...decided.passed] } };
}

/** The manifest over what the call passes, instead of over the component's inputs. */
function filledIn(manifest: Value, { node, dag, position }: ResourceTask, lowering: Lowering): Value {
  const computed = new Map<string, string>();
  const fill = (value: Value): Value => {
    if (value.kind !== "ref" || value.node !== "input") return mapChildren(value, fill);
    const [field, ...rest] = value.path;
    const argument: Value = node.args[String(field)] ?? { kind: "absent" };
    const part = pushPath(argument, rest);
    if (part !== undefined) return part;
    // Only a pod can tell a part of it.
    const id = computed.get(String(field)) ?? computeNode(argument, dag, lowering, `${node.id}-${String(field)}`, position, undefined);
    computed.set(String(field), id);
    return { kind: "ref", node: id, path: rest };
  };
  return fill(manifest);
}
