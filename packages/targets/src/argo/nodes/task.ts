import { effectiveConfig, type Component, type Implementation, type StepConfig, type TaskNode } from "@dagwright/ir";
import { holdsArtifacts, type Digest, type Ref, type StepResult, type Value } from "@dagwright/protocol";
import { artifactKeys, glueOf, keyTag, podArgument, slim, templateArgument, type PodArgument } from "../arguments.ts";
import { containerPod } from "../container.ts";
import type { Dag, Local } from "../dag.ts";
import { argoDiagnostics } from "../diagnostics.ts";
import { textOf } from "../expression.ts";
import { lowerImporter } from "../importer-pod.ts";
import type { Lowering } from "../lowering.ts";
import { Names, parameterName } from "../names.ts";
import { artifactFolder, inputFields, inputParameters, wrappedPod } from "../pods.ts";
import { computeTask, materialise } from "../region.ts";
import { lowerResource } from "../resource-pod.ts";
import { decideOptions, holdsTemplate, type DecidedOptions } from "../run-options.ts";
import type { LoweredNode } from "../lowered-node.ts";

export function lowerTask(node: TaskNode, dag: Dag, lowering: Lowering, position: number): LoweredNode {
  const component = lowering.document.components[node.component];
  if (component === undefined) throw new Error(`no component is named ${node.component}`);
  const { implementation } = component;
  const config = effectiveConfig(component.config, node.config);
  for (const [variable, value] of Object.entries(config.env ?? {})) {
    if (implementation.kind !== "typescript" && holdsTemplate(value))
      lowering.diagnostics.push(argoDiagnostics("DW5005", { span: node.span }, { variable, component: node.component }));
  }
  if (implementation.kind === "importer" || implementation.kind === "kubernetesResource") {
    const decided = decidedOf(node, config, implementation.kind, new Names("_"), dag, lowering, position);
    return implementation.kind === "importer"
      ? lowerImporter(
          { node, component, artifact: implementation.artifact, config, decided, results: resultsOf(dag.local(node.id)), dag, position },
          lowering,
        )
      : lowerResource({ node, implementation, config, decided, dag, position }, lowering);
  }
  const fields = inputFields(component);
  const parameters = inputParameters(fields.map(({ name }) => name));
  const keyNames = new Names("_");
  for (const name of parameters.values()) keyNames.of(`field ${name}`, name);

  const passed: { name: string; value: string }[] = [];
  const keys: { name: string; value: string; field: string }[] = [];
  const bundles = new Set<Digest>();
  for (const { name, field } of fields) {
    const value = node.args[name];
    if (value === undefined) continue;
    const argument: ForeignArgument =
      implementation.kind === "container" ? wholeArgument(value, dag, lowering, `${node.id}-${name}`, position) : podArgument(value, dag);
    argument.glue.forEach((digest) => bundles.add(digest));
    passed.push({ name: parameters.get(name) ?? name, value: argument.text });
    for (const key of argument.key === undefined || field.type.kind !== "artifact"
      ? artifactKeys(value, field.type, dag, (ref) => artifactFolders(ref, lowering))
      : [argument.key]) {
      keys.push({ name: keyNames.of(`key ${name} ${key}`, parameterName([name, "key"])), value: key, field: name });
    }
  }
  passed.push(...keys.map(({ name, value }) => ({ name, value })));
  const decided = decidedOf(node, config, implementation.kind, keyNames, dag, lowering, position);
  passed.push(...decided.passed);
  const results = resultsOf(dag.local(node.id));
  const argumentsOf = passed.length === 0 ? {} : { arguments: { parameters: passed } };
  switch (implementation.kind) {
    case "typescript": {
      const template = wrappedPod(
        {
          template: node.component,
          step: node.component,
          function: { bundle: implementation.bundle, export: implementation.export },
          inputs: fields,
          takesInput: component.input !== undefined,
          ...(component.output === undefined ? {} : { output: component.output }),
          config,
          results,
          bundles: [...new Set([...bundles, ...results.flatMap(({ value }) => glueOf(value))])].toSorted(),
          keys: keys.map(({ name }) => name),
          decided,
        },
        lowering,
      );
      return { template, ...argumentsOf };
    }
    case "container":
      return {
        template: containerPod({ node, component, implementation, config, parameters, keys, dag, decided }, lowering),
        ...argumentsOf,
      };
  }
}

/** What of the step's options only the run knows. */
function decidedOf(
  node: TaskNode,
  config: StepConfig,
  kind: Implementation["kind"],
  names: Names,
  dag: Dag,
  lowering: Lowering,
  position: number,
): DecidedOptions {
  return decideOptions({
    options: node.options ?? {},
    config,
    isWrapped: kind === "typescript" || kind === "importer",
    names,
    canBeAbsent: (value) => dag.canBeAbsent(value),
    whole: (value, option) => {
      const { tag, code } = materialise(value, dag, lowering, `${node.id}-${option}`, position);
      return { text: tag, code };
    },
  });
}

interface ForeignArgument extends PodArgument {
  /** Of the one artifact that the argument is. */
  readonly key?: string;
}

/** Nobody in a foreign container evaluates programs, so its arguments are whole. */
function wholeArgument(value: Value, dag: Dag, lowering: Lowering, wanted: string, position: number): ForeignArgument {
  const text = templateArgument(value, dag);
  const slot = text === undefined ? computeTask(value, dag, lowering, wanted, position, undefined) : undefined;
  const argument = { text: text ?? slot?.tag ?? "", glue: [] };
  if (value.kind === "ref" || value.kind === "literal" || value.kind === "absent") return argument;
  // A reference tells its key; of what is chosen while the workflow runs only the handle does.
  const code = slot?.code ?? textOf(value, dag);
  return code === undefined ? argument : { ...argument, key: keyTag(code) };
}

/** What readers want of the task, as results its wrapper writes. */
function resultsOf(local: Local): readonly StepResult[] {
  const wanted = [...local.wanted.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return wanted.map(({ name, path, glue, as }) => ({
    name,
    value: glue === undefined ? { kind: "ref", node: "output", path } : slim(glue),
    ...(as === undefined ? {} : { as }),
  }));
}

/** Where the artifacts of a list may lie: the folders of every component that makes some, because a list does not tell who made it. */
function artifactFolders(_ref: Ref, lowering: Lowering): readonly string[] {
  const { components, types } = lowering.document;
  const makes = ([, component]: [string, Component]): boolean =>
    component.output !== undefined && holdsArtifacts(component.output.type, types);
  return Object.entries(components)
    .filter(makes)
    .map(([name]) => artifactFolder(name));
}
