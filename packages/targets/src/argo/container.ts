/** A foreign container as it is: no wrapper in it, so inputs go by arguments and files, outputs by files, and failures by the exit code. */
import type { Component, ContainerToken, Implementation, StepConfig, TaskNode } from "@dagwright/ir";
import { POD_PATHS } from "./code.ts";
import type { Dag } from "./dag.ts";
import { argoDiagnostics } from "./diagnostics.ts";
import { tagOf } from "./expression.ts";
import { RETRIES_MADE } from "./failure.ts";
import type { Lowering } from "./lowering.ts";
import type { ArtifactSlot, Parameter } from "./manifest.ts";
import { Names, parameterName, templateName } from "./names.ts";
import { artifactFolder, podSettings, resources, userEnv } from "./pods.ts";
import type { DecidedOptions } from "./run-options.ts";

interface ContainerTask {
  readonly node: TaskNode;
  readonly component: Component;
  readonly implementation: Extract<Implementation, { kind: "container" }>;
  readonly config: StepConfig;
  readonly parameters: ReadonlyMap<string, string>;
  readonly keys: readonly { readonly name: string; readonly field: string }[];
  readonly dag: Dag;
  readonly decided: DecidedOptions;
}

export function containerPod(task: ContainerTask, lowering: Lowering): string {
  const { component, implementation, config, parameters, keys, node, decided } = task;
  const output = component.output?.type;
  const outputs = output?.kind === "object" ? Object.entries(output.fields) : [];
  const folder = artifactFolder(node.component);
  const outputParameters: Parameter[] = [];
  const outputArtifacts: ArtifactSlot[] = [];
  const parameterOf = outputNames(
    outputs.map(([name]) => name),
    task,
  );
  for (const [name, field] of outputs) {
    const parameter = parameterOf(name);
    if (field.type.kind === "artifact") {
      const path = `${POD_PATHS.artifacts}/${parameter}`;
      const key = `${folder}/{{pod.name}}/${parameter}`;
      outputArtifacts.push({ name: parameter, path, optional: field.optional === true, archive: { none: {} }, s3: { key } });
      // Nothing writes this file: the default is how a pod tells its own name.
      outputParameters.push({
        name: parameter,
        valueFrom: {
          path: `${POD_PATHS.out}/handles/${parameter}`,
          default: `{"\\u0024artifact":${JSON.stringify(field.type.artifact)},"key":"${key}","metadata":{}}`,
        },
      });
    } else {
      outputParameters.push({ name: parameter, valueFrom: { path: `${POD_PATHS.out}/${parameter}`, default: "" } });
    }
  }
  const pathOfOutput = (field: string): string => {
    const type = output?.kind === "object" ? output.fields[field]?.type : undefined;
    return `${type?.kind === "artifact" ? POD_PATHS.artifacts : POD_PATHS.out}/${parameterOf(field)}`;
  };
  const tokens = (list: readonly ContainerToken[]): readonly string[] =>
    list.flatMap((token) => render(token, task, pathOfOutput, lowering));
  // Nothing writes this file either: the default is how a pod tells which attempt it was.
  if (decided.parameters.has("retries"))
    outputParameters.push({ name: RETRIES_MADE, valueFrom: { path: `${POD_PATHS.out}/${RETRIES_MADE}`, default: "{{retries}}" } });
  return lowering.templates.add(templateName(node.component), {
    inputs: {
      parameters: [...parameters.values(), ...keys.map(({ name }) => name), ...decided.passed.map(({ name }) => name)].map((name) => ({
        name,
        default: "",
      })),
      ...(keys.length === 0
        ? {}
        : {
            artifacts: keys.map(({ name, field }) => ({
              name,
              path: pathOfInput(field, task),
              optional: true,
              archive: { none: {} },
              s3: { key: `{{inputs.parameters.${name}}}` },
            })),
          }),
    },
    outputs: { parameters: outputParameters, ...(outputArtifacts.length === 0 ? {} : { artifacts: outputArtifacts }) },
    ...podSettings(config, decided),
    container: {
      image: config.image ?? implementation.image,
      ...(implementation.command.length === 0 ? {} : { command: tokens(implementation.command) }),
      ...(implementation.args.length === 0 ? {} : { args: tokens(implementation.args) }),
      env: [...userEnv(config, decided), { name: "TZ", value: "UTC" }, { name: "LANG", value: "C" }],
      ...resources(config),
    },
  });
}

/** Braces may also meet where parts do. */
function joined(pieces: readonly string[], refuse: (text: string) => void): string {
  const text = pieces.join("");
  if (pieces.some((piece, index) => piece.endsWith("{") && pieces[index + 1]?.startsWith("{") === true)) refuse(text);
  return text;
}

/** The parameter of each output: what readers call it; of the others none is `error`, because failures are read there. */
function outputNames(fields: readonly string[], { node, dag }: ContainerTask): (field: string) => string {
  const wanted = new Map([...dag.local(node.id).wanted.values()].map(({ path, name }) => [path[0], name]));
  const names = new Names("_");
  names.of("the failure", "error");
  for (const name of wanted.values()) names.of(`wanted ${name}`, name);
  const all = new Map(fields.map((field) => [field, wanted.get(field) ?? names.of(`output ${field}`, parameterName([field]))]));
  return (field) => all.get(field) ?? parameterName([field]);
}

const parameterOfInput = (field: string, { parameters }: ContainerTask): string => parameters.get(field) ?? parameterName([field]);
const pathOfInput = (field: string, task: ContainerTask): string => `${POD_PATHS.inputs}/${parameterOfInput(field, task)}`;

function render(
  token: ContainerToken,
  task: ContainerTask,
  pathOfOutput: (field: string) => string,
  lowering: Lowering,
): readonly string[] {
  const refuse = (text: string): void =>
    void lowering.diagnostics.push(argoDiagnostics("DW5002", { span: task.node.span }, { token: text }));
  switch (token.kind) {
    case "text":
      if (token.text.includes("{{")) refuse(token.text);
      return [token.text.replaceAll("$", "$$$$")];
    case "input": {
      const type = task.component.input?.fields[token.field]?.type;
      const name = parameterOfInput(token.field, task);
      // Kubernetes expands `$(VAR)` in arguments; a doubled `$` is one.
      if (type?.kind === "string" || type?.kind === "literal" || type?.kind === "date")
        return [tagOf(`replace(string(fromJSON(inputs.parameters.${name})), '$', '$' + '$')`)];
      return [`{{inputs.parameters.${name}}}`];
    }
    case "inputPath":
      return [pathOfInput(token.field, task)];
    case "inputUri":
      return [tagOf(`fromJSON(inputs.parameters.${parameterOfInput(token.field, task)}).key`)];
    case "outputPath":
      return [pathOfOutput(token.field)];
    case "concat":
      return [
        joined(
          token.parts.flatMap((part) => render(part, task, pathOfOutput, lowering)),
          refuse,
        ),
      ];
    case "whenPresent": {
      const value = task.node.args[token.field];
      const inner = (list: readonly ContainerToken[]): readonly string[] =>
        list.flatMap((part) => render(part, task, pathOfOutput, lowering));
      if (value === undefined || value.kind === "absent") return inner(token.else);
      if (task.dag.canBeAbsent(value))
        lowering.diagnostics.push(
          argoDiagnostics("DW5004", { span: task.node.span }, { field: token.field, component: task.node.component }),
        );
      return inner(token.then);
    }
  }
}
