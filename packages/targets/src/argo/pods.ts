import type { Component, EnvValue, StepConfig } from "@dagwright/ir";
import {
  STEP_ENV,
  STEP_FILES,
  toParameterText,
  type Digest,
  type Field,
  type Json,
  type StepResult,
  type StepSpec,
} from "@dagwright/protocol";
import { LOADER, POD_PATHS } from "./code.ts";
import type { Lowering } from "./lowering.ts";
import type { ArtifactSlot, EnvVariable, Parameter, Template } from "./manifest.ts";
import { Names, parameterName, templateName } from "./names.ts";
import { holdsArtifacts } from "./types.ts";

/** A parameter of the pod's template for each input, by field. */
export function inputParameters(fields: readonly string[]): ReadonlyMap<string, string> {
  const names = new Names("_");
  return new Map(fields.map((field) => [field, names.of(field, parameterName([field]))]));
}

export interface WrappedPod {
  readonly template: string;
  /** The component's name, as errors say it. */
  readonly step: string;
  readonly function?: { readonly bundle: Digest; readonly export: string };
  readonly fails?: boolean;
  readonly inputs: readonly { readonly name: string; readonly field: Field }[];
  readonly takesInput: boolean;
  readonly output?: Field;
  readonly config: StepConfig;
  readonly results: readonly StepResult[];
  readonly bundles: readonly Digest[];
  /** Names of the parameters that hold keys of input artifacts. */
  readonly keys: readonly string[];
}

/** Seconds that a pod may live longer than its step: the wrapper reports a timeout, the deadline only ends what cannot. */
const DEADLINE_MARGIN = 60;

/** A template whose pod runs the wrapper. Equal pods share one. */
export function wrappedPod(pod: WrappedPod, lowering: Lowering): string {
  const { document, code, templates, options } = lowering;
  const parameters = inputParameters(pod.inputs.map(({ name }) => name));
  const spec: StepSpec = {
    protocol: 1,
    step: pod.step,
    ...(pod.function === undefined ? {} : { function: pod.function }),
    inputs: pod.inputs,
    takesInput: pod.takesInput,
    ...(pod.output === undefined ? {} : { output: pod.output }),
    types: document.types,
    results: pod.results,
    ...(pod.fails === true ? { fails: true } : {}),
    ...(pod.config.timeoutSeconds === undefined ? {} : { timeoutSeconds: pod.config.timeoutSeconds }),
  };
  const makesArtifacts = pod.output !== undefined && holdsArtifacts(pod.output.type, document.types);
  const folder = artifactFolder(pod.template);
  const env: EnvVariable[] = [
    ...userEnv(pod.config),
    { name: "TZ", value: "UTC" },
    { name: "LANG", value: "C" },
    // A `StepSpec` is JSON but for readonly types.
    { name: STEP_ENV.spec, value: toParameterText(JSON.parse(JSON.stringify(spec)) as Json) },
    ...pod.inputs.map(({ name }, index) => ({
      name: `${STEP_ENV.input}${index}`,
      value: `{{inputs.parameters.${parameters.get(name) ?? ""}}}`,
    })),
    { name: STEP_ENV.out, value: POD_PATHS.out },
    { name: STEP_ENV.runId, value: "{{workflow.uid}}" },
    { name: STEP_ENV.runStartedAt, value: "{{workflow.creationTimestamp.RFC3339}}" },
    ...((pod.config.retries?.limit ?? 0) === 0 ? [] : [{ name: STEP_ENV.retries, value: "{{retries}}" }]),
    ...(makesArtifacts
      ? [
          { name: STEP_ENV.artifacts, value: POD_PATHS.artifacts },
          { name: STEP_ENV.artifactKey, value: `${folder}/{{pod.name}}` },
        ]
      : []),
    ...pod.keys.flatMap((key, index) => [
      { name: `${STEP_ENV.mount}${index}_KEY`, value: `{{inputs.parameters.${key}}}` },
      { name: `${STEP_ENV.mount}${index}_PATH`, value: `${POD_PATHS.inputs}/${index}` },
    ]),
    ...code.variables([...(pod.function === undefined ? [] : [pod.function.bundle]), ...pod.bundles]),
  ];
  const inputs: Parameter[] = [
    ...[...parameters.values()].map((name) => ({ name, default: "" })),
    ...pod.keys.map((name) => ({ name, default: "" })),
  ];
  const artifacts: ArtifactSlot[] = pod.keys.map((name, index) => ({
    name,
    path: `${POD_PATHS.inputs}/${index}`,
    optional: true,
    archive: { none: {} },
    s3: { key: `{{inputs.parameters.${name}}}` },
  }));
  return templates.add(templateName(pod.template), {
    ...(inputs.length === 0 ? {} : { inputs: { parameters: inputs, ...(artifacts.length === 0 ? {} : { artifacts }) } }),
    outputs: {
      parameters: [
        ...pod.results.map(({ name }) => ({ name, valueFrom: { path: `${POD_PATHS.out}/${name}`, default: "" } })),
        { name: "error", valueFrom: { path: `${POD_PATHS.out}/${STEP_FILES.error}`, default: "" } },
      ],
      ...(makesArtifacts
        ? {
            artifacts: [
              {
                name: "artifacts",
                path: POD_PATHS.artifacts,
                optional: true,
                archive: { none: {} },
                s3: { key: `${folder}/{{pod.name}}` },
              },
            ],
          }
        : {}),
    },
    ...podSettings(pod.config),
    container: { image: pod.config.image ?? options.image, command: ["node", "-e"], args: [LOADER], env, ...resources(pod.config) },
  });
}

/** The folder of keys under which all artifacts of one template's pods lie. */
export const artifactFolder = (template: string): string => `{{workflow.uid}}/${templateName(template)}`;

export function podSettings(config: StepConfig): Partial<Template> {
  const { retries, timeoutSeconds, labels } = config;
  const policies = { failure: "OnFailure", infrastructure: "OnError", any: "Always" } as const;
  return {
    ...(labels === undefined ? {} : { metadata: { labels } }),
    ...(retries === undefined || retries.limit === 0
      ? {}
      : {
          retryStrategy: {
            limit: String(retries.limit),
            retryPolicy: policies[retries.on],
            ...(retries.backoffSeconds === undefined ? {} : { backoff: { duration: `${retries.backoffSeconds}s`, factor: "2" } }),
          },
        }),
    ...(timeoutSeconds === undefined ? {} : { activeDeadlineSeconds: Math.ceil(timeoutSeconds) + DEADLINE_MARGIN }),
  };
}

export function resources(config: StepConfig): { resources?: { requests: Record<string, string>; limits: Record<string, string> } } {
  const amounts: Record<string, string> = {};
  if (config.cpu !== undefined) amounts["cpu"] = String(config.cpu);
  if (config.memory !== undefined) amounts["memory"] = config.memory;
  if (config.gpu !== undefined && config.gpu > 0) amounts["nvidia.com/gpu"] = String(config.gpu);
  return Object.keys(amounts).length === 0 ? {} : { resources: { requests: amounts, limits: amounts } };
}

export const userEnv = (config: StepConfig): EnvVariable[] =>
  Object.entries(config.env ?? {}).map(([name, value]) => envVariable(name, value));

function envVariable(name: string, value: EnvValue): EnvVariable {
  switch (value.kind) {
    case "text":
      // Kubernetes reads `$$` as `$`, and so leaves `$(…)` alone.
      return { name, value: value.text.replaceAll("$", "$$$$") };
    case "secret":
      return { name, valueFrom: { secretKeyRef: { name: value.name, key: value.key } } };
  }
}

export const inputFields = (component: Component): readonly { readonly name: string; readonly field: Field }[] =>
  Object.entries(component.input?.fields ?? {}).map(([name, field]) => ({ name, field }));
