/** The options of a component, container or `withOptions`, as the IR's configuration of a step. */
import { nearest, type Diagnostic, type EnvValue, type StepConfig } from "@dagwright/ir";
import { durationSeconds, isJsonObject, isQuantity, type Json } from "@dagwright/protocol";
import { foldConstant } from "../constants/fold.ts";
import { declared } from "../diagnostics/interface.ts";
import type { Frontend } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import { optionMembers, type OptionMember } from "./options.ts";

/** Options that every step has, in the order in which they are printed. */
export const STEP_OPTIONS = ["image", "cpu", "memory", "gpu", "retries", "timeout", "cache", "env", "labels", "displayName"] as const;
type StepOption = (typeof STEP_OPTIONS)[number];
const UNSUPPORTED = new Set(["packages"]);

type Report = (diagnostic: Diagnostic) => void;

export interface ReadConfig {
  readonly config: StepConfig;
  /** Members of `others` that the object has. */
  readonly members: ReadonlyMap<string, OptionMember>;
}

/** Reads an options object; `others` names members that belong to the caller. */
export function readStepConfig(
  frontend: Frontend,
  expression: Expression | undefined,
  report: Report,
  others: readonly string[] = [],
): ReadConfig {
  if (expression === undefined) return { config: {}, members: new Map() };
  const members = optionMembers(frontend, expression, report);
  const config: { -readonly [K in keyof StepConfig]: StepConfig[K] } = {};
  for (const { name, value, member } of members.values()) {
    if (others.includes(name)) continue;
    if (UNSUPPORTED.has(name)) report(declared("DW1024", { span: member.span }, { option: name }));
    else if (!isStepOption(name)) {
      const options = [...STEP_OPTIONS, ...others];
      const { text, names } = nearest(name, options);
      report(declared("DW1020", { span: member.span }, { option: name, suggestion: text, near: names[0], known: options }));
    } else if (value === undefined)
      report(declared("DW1022", { span: member.span }, { option: name, text: "a method", wanted: WANTED[name] }));
    else Object.assign(config, readOption(new OptionReader(frontend, report, name), name, value));
  }
  return { config, members };
}

const isStepOption = (name: string): name is StepOption => STEP_OPTIONS.some((option) => option === name);

const WANTED: Readonly<Record<StepOption, string>> = {
  image: 'the name of an image, such as "node:24-slim"',
  cpu: 'a number of cores, or a quantity such as "500m"',
  memory: 'a quantity such as "2Gi"',
  gpu: "a whole number of GPUs",
  retries: 'a whole number, or `{ limit: 3, backoff: "30s", on: "failure" | "infrastructure" | "any" }`',
  timeout: 'a duration such as "30s", "5m" or "24h"',
  cache: "true or false",
  env: "an object of texts and `secret(name, key)`",
  labels: "an object of texts",
  displayName: "a text",
};

/** Folds the parts of one option and says what is wrong with them. */
class OptionReader {
  readonly frontend: Frontend;
  readonly #report: Report;
  readonly #option: StepOption;

  constructor(frontend: Frontend, report: Report, option: StepOption) {
    this.frontend = frontend;
    this.#report = report;
    this.#option = option;
  }

  fold(expression: Expression, path = ""): { readonly value: Json | undefined } | undefined {
    const folded = foldConstant(this.frontend, expression);
    if (folded.constant) return folded;
    this.#report(declared("DW1021", { span: folded.at.span }, { option: `${this.#option}${path}`, text: folded.at.text, why: folded.why }));
    return undefined;
  }

  refuse(expression: Expression, value: Json | undefined, path = ""): undefined {
    const text = value === undefined ? "`undefined`" : `\`${JSON.stringify(value)}\``;
    this.#report(declared("DW1022", { span: expression.span }, { option: `${this.#option}${path}`, text, wanted: WANTED[this.#option] }));
    return undefined;
  }

  /** The constant if it is of the wanted form. */
  take<T>(expression: Expression, form: (value: Json) => T | undefined): T | undefined {
    const folded = this.fold(expression);
    if (folded === undefined || folded.value === undefined) return undefined;
    return form(folded.value) ?? this.refuse(expression, folded.value);
  }
}

function readOption(reader: OptionReader, option: StepOption, value: Expression): Partial<StepConfig> {
  switch (option) {
    case "image":
    case "displayName":
      return given(
        option,
        reader.take(value, (each) => (typeof each === "string" && each.trim() !== "" ? each : undefined)),
      );
    case "cpu":
      return given(
        "cpu",
        reader.take(value, (each) => (typeof each === "number" && each > 0 ? each : quantity(each))),
      );
    case "memory":
      return given("memory", reader.take(value, quantity));
    case "gpu":
      return given(
        "gpu",
        reader.take(value, (each) => (typeof each === "number" && Number.isInteger(each) && each >= 0 ? each : undefined)),
      );
    case "cache":
      return given(
        "cache",
        reader.take(value, (each) => (typeof each === "boolean" ? each : undefined)),
      );
    case "timeout":
      return given(
        "timeoutSeconds",
        reader.take(value, (each) => (typeof each === "string" ? durationSeconds(each) : undefined)),
      );
    case "retries":
      return given("retries", reader.take(value, readRetries));
    case "labels":
      return given("labels", reader.take(value, texts));
    case "env":
      return given("env", readEnv(reader, value));
  }
}

const given = <K extends keyof StepConfig>(key: K, value: StepConfig[K] | undefined): Partial<StepConfig> =>
  value === undefined ? {} : { [key]: value };

const quantity = (value: Json): string | undefined => (typeof value === "string" && isQuantity(value) ? value : undefined);

function texts(value: Json): Readonly<Record<string, string>> | undefined {
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
}

const RETRY_KINDS = ["failure", "infrastructure", "any"] as const;

function readRetries(value: Json): StepConfig["retries"] | undefined {
  const isCount = (each: unknown): each is number => typeof each === "number" && Number.isInteger(each) && each >= 0;
  if (isCount(value)) return { limit: value, on: "any" };
  if (!isJsonObject(value)) return undefined;
  const { limit, on = "any", backoff, ...others } = value;
  const kind = RETRY_KINDS.find((each) => each === on);
  const backoffSeconds = typeof backoff === "string" ? durationSeconds(backoff) : undefined;
  if (!isCount(limit) || kind === undefined || Object.keys(others).length > 0 || (backoff !== undefined && backoffSeconds === undefined))
    return undefined;
  return { limit, on: kind, ...(backoffSeconds === undefined ? {} : { backoffSeconds }) };
}

function readEnv(reader: OptionReader, value: Expression): Readonly<Record<string, EnvValue>> | undefined {
  const env: Record<string, EnvValue> = {};
  const members = optionMembers(reader.frontend, value, () => reader.refuse(value, undefined));
  for (const { name, value: part } of members.values()) {
    if (part === undefined || !/^[A-Za-z_][A-Za-z0-9_]*$/u.test(name)) {
      reader.refuse(part ?? value, name);
      continue;
    }
    const read = readEnvValue(reader, part, name);
    if (read !== undefined) env[name] = read;
  }
  return env;
}

function readEnvValue(reader: OptionReader, value: Expression, name: string): EnvValue | undefined {
  const call = secretCall(reader.frontend, value, 0);
  if (call === undefined) {
    const folded = reader.fold(value, `.${name}`);
    if (folded === undefined) return undefined;
    if (typeof folded.value === "object" || folded.value === undefined) return reader.refuse(value, folded.value, `.${name}`);
    return { kind: "text", text: String(folded.value) };
  }
  const [secret, key] = call.args.map((argument) => reader.fold(argument, `.${name}`)?.value);
  return typeof secret === "string" && typeof key === "string" ? { kind: "secret", name: secret, key } : undefined;
}

/** `secret(name, key)`, written in place or as a module constant. */
function secretCall(frontend: Frontend, value: Expression, depth: number): (Expression & { readonly kind: "call" }) | undefined {
  if (value.kind === "call") {
    const callee = frontend.resolve(value.callee);
    return callee?.kind === "surface" && callee.name === "secret" ? value : undefined;
  }
  if (depth > 10 || (value.kind !== "identifier" && value.kind !== "property")) return undefined;
  const declaration = frontend.resolve(value);
  return declaration?.kind === "moduleVariable" && declaration.constant && declaration.init !== undefined
    ? secretCall(frontend, declaration.init, depth + 1)
    : undefined;
}
