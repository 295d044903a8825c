import type { Component, EnvValue, StepConfig } from "@dagwright/ir";
import {
  holdsArtifacts,
  STEP_ENV,
  STEP_FILES,
  toParameterText,
  type Digest,
  type Field,
  type Json,
  type StepResult,
  type StepSpec,
} from "@dagwright/protocol";
import { tagOf } from "./expression.ts";
import { LOADER, POD_PATHS } from "./code.ts";
import type { Lowering } from "./lowering.ts";
import type { ArtifactSlot, EnvVariable, Parameter, Template } from "./manifest.ts";
import { Names, parameterName, templateName } from "./names.ts";
import { DEADLINE_MARGIN, holdsTemplate, NOTHING_DECIDED, podSpecPatch, rawTag, type DecidedOptions } from "./run-options.ts";

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
  readonly imports?: string;
  readonly inputs: readonly { readonly name: string; readonly field: Field }[];
  readonly takesInput: boolean;
  readonly output?: Field;
  readonly config: StepConfig;
  readonly results: readonly StepResult[];
  readonly bundles: readonly Digest[];
  /** Names of the parameters that hold keys of input artifacts. */
  readonly keys: readonly string[];
  readonly decided?: DecidedOptions;
}

/** A template whose pod runs the wrapper. Equal pods share one. */
export function wrappedPod(pod: WrappedPod, lowering: Lowering): string {
  const { document, code, templates, options } = lowering;
  const { decided = NOTHING_DECIDED } = pod;
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
    ...(pod.imports === undefined ? {} : { imports: pod.imports }),
    ...(pod.config.timeoutSeconds === undefined ? {} : { timeoutSeconds: pod.config.timeoutSeconds }),
  };
  const makesArtifacts = pod.output !== undefined && holdsArtifacts(pod.output.type, document.types);
  const folder = artifactFolder(pod.template);
  const env: EnvVariable[] = [
    ...userEnv({ ...pod.config, env: plainVariables(pod.config) }),
    { name: "TZ", value: "UTC" },
    { name: "LANG", value: "C" },
    // A `StepSpec` is JSON but for readonly types.
    { name: STEP_ENV.spec, value: toParameterText(JSON.parse(JSON.stringify(spec)) as Json) },
    ...pod.inputs.map(({ name }, index) => ({
      name: `${STEP_ENV.input}${index}`,
      value: `{{inputs.parameters.${parameters.get(name) ?? ""}}}`,
    })),
    ...(
      [
        ["env", STEP_ENV.env],
        ["timeout", STEP_ENV.timeout],
      ] as const
    ).flatMap(([option, name]) => {
      const parameter = decided.parameters.get(option);
      return parameter === undefined ? [] : [{ name, value: `{{inputs.parameters.${parameter}}}` }];
    }),
    { name: STEP_ENV.out, value: POD_PATHS.out },
    { name: STEP_ENV.runId, value: "{{workflow.uid}}" },
    { name: STEP_ENV.runStartedAt, value: "{{workflow.creationTimestamp.RFC3339}}" },
    ...((pod.config.retries?.limit ?? 0) === 0 && !decided.parameters.has("retries")
      ? []
      : [{ name: STEP_ENV.retries, value: "{{retries}}" }]),
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
    ...decided.passed.map(({ name }) => ({ name, default: "" })),
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
    ...podSettings(pod.config, decided),
    container: { image: pod.config.image ?? options.image, command: ["node", "-e"], args: [LOADER], env, ...resources(pod.config) },
  });
}

/** The folder of keys under which all artifacts of one template's pods lie. */
export const artifactFolder = (template: string): string => `{{workflow.uid}}/${templateName(template)}`;

export function podSettings(config: StepConfig, decided: DecidedOptions): Partial<Template> {
  const { timeoutSeconds } = config;
  const labels = { ...config.labels, ...decidedLabels(decided) };
  const deadline = decided.parameters.get("deadline");
  return {
    ...(Object.keys(labels).length === 0 ? {} : { metadata: { labels } }),
    ...retryStrategy(config, decided),
    ...(deadline !== undefined
      ? { activeDeadlineSeconds: `{{inputs.parameters.${deadline}}}` }
      : timeoutSeconds === undefined
        ? {}
        : { activeDeadlineSeconds: Math.ceil(timeoutSeconds) + DEADLINE_MARGIN }),
    ...podSpecPatch(decided),
  };
}

function retryStrategy({ retries }: StepConfig, { parameters }: DecidedOptions): Pick<Template, "retryStrategy"> {
  const policies = { failure: "OnFailure", infrastructure: "OnError", any: "Always" } as const;
  const limit = parameters.get("retries");
  if (limit === undefined && (retries === undefined || retries.limit === 0)) return {};
  return {
    retryStrategy: {
      limit: limit === undefined ? String(retries?.limit ?? 0) : `{{inputs.parameters.${limit}}}`,
      retryPolicy: policies[retries?.on ?? "any"],
      ...(retries?.backoffSeconds === undefined ? {} : { backoff: { duration: `${retries.backoffSeconds}s`, factor: "2" } }),
    },
  };
}

const LABEL = "labels.";
const decidedLabels = ({ parameters }: DecidedOptions): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...parameters].flatMap(([option, parameter]) => (option.startsWith(LABEL) ? [[option.slice(LABEL.length), rawTag(parameter)]] : [])),
  );

export function resources(config: StepConfig): { resources?: { requests: Record<string, string>; limits: Record<string, string> } } {
  const amounts: Record<string, string> = {};
  if (config.cpu !== undefined) amounts["cpu"] = String(config.cpu);
  if (config.memory !== undefined) amounts["memory"] = config.memory;
  if (config.gpu !== undefined && config.gpu > 0) amounts["nvidia.com/gpu"] = String(config.gpu);
  return Object.keys(amounts).length === 0 ? {} : { resources: { requests: amounts, limits: amounts } };
}

/** Without those that only the wrapper can set. */
const plainVariables = ({ env = {} }: StepConfig): Readonly<Record<string, EnvValue>> =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => !holdsTemplate(value)));

const VARIABLE = "env.";
export const userEnv = (config: StepConfig, { parameters }: DecidedOptions = NOTHING_DECIDED): EnvVariable[] => [
  ...Object.entries(config.env ?? {}).flatMap(([name, value]) => (parameters.has(`${VARIABLE}${name}`) ? [] : [envVariable(name, value)])),
  ...[...parameters].flatMap(([option, parameter]) =>
    option.startsWith(VARIABLE) ? [{ name: option.slice(VARIABLE.length), value: expandable(parameter) }] : [],
  ),
];

/** Kubernetes expands `$(VAR)` in variables; a doubled `$` is one. */
const expandable = (parameter: string): string => tagOf(`replace(string(fromJSON(inputs.parameters.${parameter})), '$', '$' + '$')`);

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
