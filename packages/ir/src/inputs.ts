/** The inputs of a run or a call: defaults applied, each checked by its type, every problem reported at once. */
import {
  CodecError,
  decode,
  encode,
  handlesOnly,
  isJsonObject,
  printType,
  type Json,
  type JsonObject,
  type Type,
  type Types,
} from "@dagwright/protocol";
import { nearest } from "./did-you-mean.ts";
import type { Document, Pipeline } from "./model.ts";
import { own } from "./own.ts";

export interface InputProblem {
  readonly name: string;
  readonly message: string;
}

export type Inputs = { readonly inputs: JsonObject } | { readonly problems: readonly InputProblem[] };

/** What `execute` throws before anything has started. */
export class InputsError extends Error {
  override readonly name = "InputsError";
  readonly code = "INVALID_INPUTS";
  readonly problems: readonly InputProblem[];
  constructor(problems: readonly InputProblem[]) {
    super(problems.map((problem) => problem.message).join("\n"));
    this.problems = problems;
  }
}

/** Inputs of a pipeline of the document (its entry by default), from any JSON object. */
export function parseInputs(document: Document, raw: unknown, name: string = document.entry): Inputs {
  const pipeline = own(document.pipelines, name);
  if (pipeline === undefined)
    return { problems: [{ name, message: `there is no pipeline ${name}${nearest(name, Object.keys(document.pipelines)).text}` }] };
  if (!isJsonObject(raw)) return { problems: [{ name: "", message: "the inputs are not an object" }] };
  return acceptInputs(pipeline, document.types, raw);
}

export function acceptInputs(pipeline: Pipeline, types: Types, raw: JsonObject): Inputs {
  const problems: InputProblem[] = [];
  const inputs: Record<string, Json> = {};
  const names = Object.keys(pipeline.inputs);
  for (const name of Object.keys(raw)) {
    if (!names.includes(name)) problems.push({ name, message: `there is no input ${name}${nearest(name, names).text}` });
  }
  for (const [name, input] of Object.entries(pipeline.inputs)) {
    const given = Object.hasOwn(raw, name) ? raw[name] : input.default;
    if (given !== undefined) {
      try {
        inputs[name] = normalizeJson(given, input.type, types, name);
      } catch (error) {
        if (!(error instanceof CodecError)) throw error;
        problems.push({ name, message: error.message });
      }
    } else if (input.optional !== true) {
      problems.push({ name, message: `${name} is missing: it is ${printType(input.type)}` });
    }
  }
  return problems.length > 0 ? { problems } : { inputs };
}

/** A JSON value as its type has it: unknown fields dropped, dates in one form. Throws a `CodecError`. */
export const normalizeJson = (value: Json, type: Type, types: Types, path: string): Json =>
  encode(decode(value, type, types, handlesOnly, path), type, types, handlesOnly, path);

/** A value typed on a command line: text as it is where the type is text, else JSON. Throws a `CodecError` if it is neither. */
export function inputFromText(text: string, type: Type, types: Types, name: string): Json {
  if (takesRawText(type, types)) return normalizeJson(text, type, types, name);
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    return normalizeJson(text, type, types, name);
  }
  try {
    return normalizeJson(json, type, types, name);
  } catch (error) {
    if (error instanceof CodecError && fits(text, type, types)) return text;
    throw error;
  }
}

function takesRawText(type: Type, types: Types): boolean {
  switch (type.kind) {
    case "string":
    case "date":
      return true;
    case "literal":
      return type.values.every((value) => typeof value === "string");
    case "union":
      return type.members.every((member) => takesRawText(member, types));
    case "named": {
      const named = own(types, type.name);
      return named !== undefined && named.kind !== "named" && takesRawText(named, types);
    }
    case "null":
    case "boolean":
    case "number":
    case "artifact":
    case "array":
    case "tuple":
    case "object":
    case "record":
      return false;
  }
}

/** Whether JSON is a value of the type. */
export function fits(value: Json, type: Type, types: Types): boolean {
  try {
    normalizeJson(value, type, types, "value");
    return true;
  } catch (error) {
    if (error instanceof CodecError) return false;
    throw error;
  }
}
