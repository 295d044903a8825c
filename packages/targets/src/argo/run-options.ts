/** Options that only the run knows, as parameters of the pod's template: Argo fills them in before it makes the pod. */
import type { EnvValue, StepConfig } from "@dagwright/ir";
import type { Json, Value } from "@dagwright/protocol";
import { quote, tagOf, type Code } from "./expression.ts";
import { parameterName, type Names } from "./names.ts";

/** A whole text, as a tag for an argument and as an operand. */
export interface WholeText {
  readonly text: string;
  readonly code: Code;
}

/** Makes a value whole; `may` be absent. */
export type MakeWhole = (value: Value, wanted: string) => WholeText;

export interface DecidedOptions {
  /** The template's parameters, with what the task passes. */
  readonly passed: readonly { readonly name: string; readonly value: string }[];
  /** The template's parameter of an option: `memory`, `labels.team`, and `deadline` for the pod's own. */
  readonly parameters: ReadonlyMap<string, string>;
}

export const NOTHING_DECIDED: DecidedOptions = { passed: [], parameters: new Map() };

/** Seconds that a pod may live longer than its step: the wrapper reports a timeout, the deadline only ends what cannot. */
export const DEADLINE_MARGIN = 60;

/** Ten years: a deadline has to be a number. */
const NO_DEADLINE = 315_360_000;

interface Deciding {
  readonly options: Readonly<Record<string, Value>>;
  /** What is constant, which counts where an option turns out absent. */
  readonly config: StepConfig;
  /** One parameter for all variables: the wrapper sets them, so that their texts arrive as they are. */
  readonly isWrapped: boolean;
  readonly names: Names;
  readonly canBeAbsent: (value: Value) => boolean;
  readonly whole: MakeWhole;
}

export function decideOptions(deciding: Deciding): DecidedOptions {
  const { options, config, isWrapped, names, canBeAbsent, whole } = deciding;
  const passed: { name: string; value: string }[] = [];
  const parameters = new Map<string, string>();
  const pass = (option: string, { text }: Pick<WholeText, "text">): void => {
    const name = names.of(`option ${option}`, parameterName(["option", ...option.split(".")]));
    parameters.set(option, name);
    passed.push({ name, value: text });
  };
  const variables: Record<string, Value> = isWrapped ? templatesIn(config) : {};
  for (const [option, value] of Object.entries(options)) {
    if (isWrapped && option.startsWith("env.")) {
      variables[option.slice("env.".length)] = value;
      continue;
    }
    const whether = canBeAbsent(value);
    const made = whole(
      whether ? { kind: "coalesce", left: value, right: { kind: "literal", value: constantOf(option, config) } } : value,
      option,
    );
    if (option !== "timeout" || isWrapped) pass(option, made);
    if (option === "timeout") pass("deadline", { text: tagOf(deadlineCode(made.code)) });
  }
  if (Object.keys(variables).length > 0) pass("env", whole({ kind: "record", fields: variables }, "env"));
  return { passed, parameters };
}

/** Argo would read a constant with `{{` as a template of its own; the wrapper can set it. */
export const holdsTemplate = (value: EnvValue): boolean => value.kind === "text" && value.text.includes("{{");

const templatesIn = ({ env = {} }: StepConfig): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value.kind === "text" && holdsTemplate(value) ? [[name, { kind: "literal", value: value.text }]] : [],
    ),
  );

function constantOf(option: string, { cpu, memory, gpu, retries, timeoutSeconds }: StepConfig): Json {
  const known: Readonly<Record<string, Json | undefined>> = {
    cpu,
    memory,
    gpu,
    retries: retries?.limit ?? 0,
    timeout: timeoutSeconds === undefined ? undefined : `${timeoutSeconds}s`,
  };
  return known[option] ?? null;
}

/** Seconds of a duration and the margin. A text that is none ends soon, and its step says what is wrong with it. */
function deadlineCode(duration: Code): Code {
  const amount = `float(${duration}[1:-2])`;
  const unit = `{'s': 1, 'm': 60, 'h': 3600, 'd': 86400, 'w': 604800}[${duration}[-2:-1]]`;
  const seconds = `string(int(ceil(${amount} * ${unit})) + ${DEADLINE_MARGIN})`;
  const known = `(${duration} matches ${quote('^"[0-9]+([.][0-9]+)?[smhdw]"$')} ? ${seconds} : '${DEADLINE_MARGIN}')`;
  return `(${duration} in ['', 'null'] ? '${NO_DEADLINE}' : ${known})`;
}

const AMOUNTS = ["cpu", "memory", "gpu"] as const;

/** Amounts that the run decides go over the container's own, because Argo takes no tag for a quantity. */
export function podSpecPatch({ parameters }: DecidedOptions): { readonly podSpecPatch?: string } {
  const amounts = AMOUNTS.flatMap((option) => {
    const parameter = parameters.get(option);
    return parameter === undefined ? [] : [`"${option === "gpu" ? "nvidia.com/gpu" : option}": {{inputs.parameters.${parameter}}}`];
  });
  if (amounts.length === 0) return {};
  const each = `{ ${amounts.join(", ")} }`;
  return { podSpecPatch: `{ "containers": [{ "name": "main", "resources": { "requests": ${each}, "limits": ${each} } }] }` };
}

/** The text of an option as it is, without the quotes of JSON. */
export const rawTag = (parameter: string): string => tagOf(`string(fromJSON(inputs.parameters.${parameter}))`);
