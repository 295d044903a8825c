/** Methods and functions that are folded when all they are given is constant: pure, and the same on every machine. */
import { isJsonArray, isJsonObject, type Json } from "@dagwright/protocol";

type Result = { readonly value: Json | undefined } | undefined;

const TEXT_METHODS = new Set([
  "at",
  "charAt",
  "charCodeAt",
  "codePointAt",
  "concat",
  "endsWith",
  "includes",
  "indexOf",
  "lastIndexOf",
  "padEnd",
  "padStart",
  "repeat",
  "replace",
  "replaceAll",
  "slice",
  "split",
  "startsWith",
  "substring",
  "toLowerCase",
  "toUpperCase",
  "trim",
  "trimEnd",
  "trimStart",
  "toString",
]);
const LIST_METHODS = new Set(["at", "concat", "includes", "indexOf", "join", "lastIndexOf", "slice", "toReversed", "with", "flat"]);
const NUMBER_METHODS = new Set(["toFixed", "toPrecision", "toExponential", "toString"]);
const MATH = new Set(["abs", "ceil", "floor", "max", "min", "pow", "round", "sign", "sqrt", "trunc"]);

export function foldMethod(receiver: Json, name: string, args: readonly (Json | undefined)[]): Result {
  if (typeof receiver === "string" && TEXT_METHODS.has(name)) return call(receiver, name, args);
  if (typeof receiver === "number" && NUMBER_METHODS.has(name)) return call(receiver, name, args);
  if (isJsonArray(receiver) && LIST_METHODS.has(name)) return call([...receiver], name, args);
  return undefined;
}

export function foldGlobal(object: string, name: string, args: readonly (Json | undefined)[]): Result {
  const [first] = args;
  if (object === "Math" && MATH.has(name)) return call(Math, name, args);
  if (object === "Object" && first !== undefined && (isJsonObject(first) || isJsonArray(first))) {
    if (name === "keys") return { value: Object.keys(first) };
    if (name === "values") return { value: Object.values<Json>(first) };
    if (name === "entries") return { value: Object.entries<Json>(first) };
    if (name === "freeze") return { value: first };
  }
  if (object === "Object" && name === "fromEntries" && isJsonArray(first)) return call(Object, name, args);
  if (object === "Array" && name === "isArray") return { value: isJsonArray(first) };
  if (object === "Array" && name === "from" && args.length === 1) return call(Array, name, args);
  if (object === "Number" && (name === "isInteger" || name === "isFinite" || name === "parseInt" || name === "parseFloat"))
    return call(Number, name, args);
  if (object === "JSON" && name === "stringify" && first !== undefined) return call(JSON, name, args);
  if (object === "JSON" && name === "parse" && typeof first === "string") return call(JSON, name, args);
  return undefined;
}

export function foldFunction(name: string, args: readonly (Json | undefined)[]): Result {
  const [first] = args;
  if (name === "String") return first === undefined || typeof first !== "object" || first === null ? { value: String(first) } : undefined;
  if (name === "Number") return first === undefined || typeof first !== "object" || first === null ? { value: Number(first) } : undefined;
  if (name === "Boolean") return { value: Boolean(first) };
  if (name === "parseInt" || name === "parseFloat") return call(Number, name, args);
  return undefined;
}

/** Calls a built-in by name; what is no JSON, or throws, is not folded. */
function call(receiver: unknown, name: string, args: readonly unknown[]): Result {
  try {
    const method: unknown = Reflect.get(Object(receiver), name);
    if (typeof method !== "function") return undefined;
    const value: unknown = Reflect.apply(method, receiver, args);
    return value === undefined ? { value: undefined } : isJson(value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

const isJson = (value: unknown): value is Json =>
  value === null ||
  typeof value === "string" ||
  typeof value === "boolean" ||
  typeof value === "number" ||
  (Array.isArray(value) ? value.every(isJson) : typeof value === "object" && Object.values(value).every(isJson));
