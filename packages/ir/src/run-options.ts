/** Options of one call that only the run knows: which can be, what each takes, and the configuration they come to. */
import { durationSeconds, isQuantity, type Field, type Json, type Type } from "@dagwright/protocol";
import type { EnvValue, StepConfig } from "./model.ts";
import { NUMBER_TYPE, STRING_TYPE, unionOf } from "./types.ts";

/** `cpu`, `memory`, `gpu`, `retries` (their limit), `timeout`, `env.NAME`, `labels.NAME`. */
export const RUN_TIME_OPTION: RegExp = /^(?:cpu|memory|gpu|retries|timeout|env\.[A-Za-z_][A-Za-z0-9_]*|labels\.[^\s]+)$/u;

const TYPES: ReadonlyMap<string, Type> = new Map([
  ["cpu", unionOf([NUMBER_TYPE, STRING_TYPE])],
  ["memory", STRING_TYPE],
  ["gpu", NUMBER_TYPE],
  ["retries", NUMBER_TYPE],
  ["timeout", STRING_TYPE],
]);

/** What an option takes. A variable or label that may or may not be there has no form on a cluster. */
export function runTimeOptionField(name: string): Field {
  const type = TYPES.get(name);
  return type === undefined ? { type: STRING_TYPE } : { type, optional: true };
}

/** The configuration with what the options came to; what is absent was not said. Throws a `TypeError` on a value that is none. */
export function configWith(config: StepConfig, options: Readonly<Record<string, Json | undefined>>): StepConfig {
  let result = config;
  for (const [name, value] of Object.entries(options)) if (value !== undefined) result = withOption(result, name, value);
  return result;
}

function withOption(config: StepConfig, option: string, value: Json): StepConfig {
  const wrong = (wanted: string): TypeError => new TypeError(`the option ${option} is ${JSON.stringify(value)}, not ${wanted}`);
  const dot = option.indexOf(".");
  const [group, name] = dot === -1 ? [option, ""] : [option.slice(0, dot), option.slice(dot + 1)];
  switch (group) {
    case "cpu":
      if (isAmount(value) || (typeof value === "number" && value > 0)) return { ...config, cpu: value };
      throw wrong('a number of cores or a quantity such as "500m"');
    case "memory":
      if (isAmount(value)) return { ...config, memory: value };
      throw wrong('a quantity such as "2Gi"');
    case "gpu":
      if (isCount(value)) return { ...config, gpu: value };
      throw wrong("a whole number of GPUs");
    case "retries":
      if (isCount(value)) return { ...config, retries: { on: "any", ...config.retries, limit: value } };
      throw wrong("a whole number");
    case "timeout": {
      const timeoutSeconds = typeof value === "string" ? durationSeconds(value) : undefined;
      if (timeoutSeconds !== undefined) return { ...config, timeoutSeconds };
      throw wrong('a duration such as "30s", "5m" or "24h"');
    }
    case "env": {
      if (typeof value !== "string") throw wrong("a text");
      const variable: EnvValue = { kind: "text", text: value };
      return { ...config, env: { ...config.env, [name]: variable } };
    }
    case "labels":
      if (typeof value !== "string") throw wrong("a text");
      return { ...config, labels: { ...config.labels, [name]: value } };
    default:
      throw new TypeError(`no run decides the option ${option}`);
  }
}

const isCount = (value: Json): value is number => typeof value === "number" && Number.isInteger(value) && value >= 0;
const isAmount = (value: Json): value is string => typeof value === "string" && isQuantity(value);
