/** What a type says about its values beyond their kind: the limits that JSON Schema knows under the same names, checked where values cross a boundary. */
import type { Json, JsonObject } from "./json.ts";
import { isFormat, type Format } from "./format.ts";

export interface NumberLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly integer?: boolean;
}

export interface StringLimits {
  readonly pattern?: string;
  /** In characters, as JSON Schema counts them: an emoji is one. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: Format;
}

export interface ArrayLimits {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/** What is wrong with a number, as the end of a sentence about it; none if nothing is. */
export function numberFault(value: number, limits: NumberLimits): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = limits;
  if (limits.integer === true && !Number.isInteger(value)) return `is ${value}, not a whole number`;
  if (minimum !== undefined && value < minimum) return `is ${value}, less than ${minimum}`;
  if (maximum !== undefined && value > maximum) return `is ${value}, more than ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `is ${value}, not more than ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return `is ${value}, not less than ${exclusiveMaximum}`;
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) return `is ${value}, not a multiple of ${multipleOf}`;
  return undefined;
}

// 0.3 is three times 0.1 to everybody but a binary fraction.
const isMultiple = (value: number, of: number): boolean => {
  const times = value / of;
  return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
};

export function stringFault(value: string, { pattern, minLength, maxLength, format }: StringLimits): string | undefined {
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) return `is ${shown(value)}, which does not match ${pattern}`;
  if (minLength !== undefined || maxLength !== undefined) {
    const { length } = Array.from(value);
    if (minLength !== undefined && length < minLength) return `is shorter than ${minLength}`;
    if (maxLength !== undefined && length > maxLength) return `is longer than ${maxLength}`;
  }
  if (format !== undefined && !isFormat(value, format)) return `is ${shown(value)}, which is not of the format ${format}`;
  return undefined;
}

const shown = (value: string): string => JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);

/** `items` as they are on the wire; `keyOf` gives equal texts to equal items. */
export function arrayFault(items: readonly Json[], limits: ArrayLimits, keyOf: (item: Json) => string): string | undefined {
  const { minItems, maxItems } = limits;
  if (minItems !== undefined && items.length < minItems) return `is a list of ${items.length}, fewer than ${minItems}`;
  if (maxItems !== undefined && items.length > maxItems) return `is a list of ${items.length}, more than ${maxItems}`;
  if (limits.uniqueItems !== true) return undefined;
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const key = keyOf(item);
    const first = seen.get(key);
    if (first !== undefined) return `holds the same item twice, at ${first} and ${index}`;
    seen.set(key, index);
  }
  return undefined;
}

/** As JSON Schema writes them. */
export function limitsSchema(limits: NumberLimits | StringLimits | ArrayLimits): JsonObject {
  return Object.fromEntries(limitsOf(limits).filter(([name]) => name !== "integer"));
}

/** As text for a review: `minimum 0, maximum 1`; empty for none. */
export const printLimits = (limits: NumberLimits | StringLimits | ArrayLimits): string =>
  limitsOf(limits)
    .map(([name, value]) => (value === true ? name : `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`))
    .join(", ");

const NAMES: ReadonlySet<string> = new Set([
  "integer",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "pattern",
  "format",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "uniqueItems",
]);

const limitsOf = (limits: object): readonly (readonly [string, Json])[] =>
  Object.entries(limits).filter((entry): entry is [string, Json] => NAMES.has(entry[0]) && entry[1] !== false);
