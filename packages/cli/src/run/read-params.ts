import { existsSync, readFileSync } from "node:fs";
import { acceptInputs, didYouMean, inputFromText, type Document, type InputProblem, type Pipeline } from "@dagwright/ir";
import { CodecError, isJsonObject, printType, type Json, type JsonObject } from "@dagwright/protocol";

export interface ParamOptions {
  /** `name=value`, in the order they were typed; over those of `params`. */
  readonly pairs: readonly string[];
  /** A JSON object, or the file that holds one. */
  readonly params?: string | undefined;
}

export type Params = { readonly inputs: JsonObject } | { readonly problems: readonly InputProblem[] };

/** A pipeline's inputs from the command line, defaults applied, or everything that is wrong with them at once. */
export function readParams(document: Document, name: string, options: ParamOptions): Params {
  const pipeline = document.pipelines[name];
  if (pipeline === undefined) throw new TypeError(`no pipeline is named ${name}`);
  const problems: InputProblem[] = [];
  const base = readObject(options.params, problems);
  const typed = readPairs(options.pairs, pipeline, document, problems);
  const accepted = acceptInputs(pipeline, document.types, { ...base, ...typed });
  if ("problems" in accepted) {
    const told = new Set(problems.map((problem) => problem.name));
    problems.push(...accepted.problems.filter((problem) => !told.has(problem.name)));
  }
  if (problems.length > 0) return { problems: problems.map((problem) => ({ ...problem, message: explained(problem, pipeline) })) };
  return "inputs" in accepted ? accepted : { inputs: {} };
}

function readPairs(pairs: readonly string[], pipeline: Pipeline, { types }: Document, problems: InputProblem[]): JsonObject {
  const values: Record<string, Json> = {};
  for (const pair of pairs) {
    const [name = "", ...rest] = pair.split("=");
    const text = rest.join("=");
    if (rest.length === 0 || name === "") {
      problems.push({ name, message: `-p ${pair} has no value: write -p ${name === "" ? "name" : name}=value` });
      continue;
    }
    if (Object.hasOwn(values, name)) problems.push({ name, message: `${name} is given twice` });
    const input = Object.hasOwn(pipeline.inputs, name) ? pipeline.inputs[name] : undefined;
    try {
      // An unknown name is kept, to be refused with the others.
      values[name] = input === undefined ? text : inputFromText(text, input.type, types, name);
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      problems.push({ name, message: error.message });
    }
  }
  return values;
}

function readObject(option: string | undefined, problems: InputProblem[]): JsonObject {
  if (option === undefined) return {};
  const isInline = /^\s*[{["]/u.test(option) && !existsSync(option);
  const problem = (what: string): JsonObject => {
    problems.push({ name: "--params", message: isInline ? `--params ${what}` : `--params: the file ${option} ${what}` });
    return {};
  };
  if (!isInline && !existsSync(option)) return problem("is not there; for JSON on the command line, write an object: '{\"name\": value}'");
  let json: Json;
  try {
    json = JSON.parse(isInline ? option : readFileSync(option, "utf8").replace(/^\uFEFF/u, ""));
  } catch (error) {
    return problem(`is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return isJsonObject(json) ? json : problem("does not hold an object");
}

/** Says what there is when the name is not near anything. */
function explained({ name, message }: InputProblem, { inputs }: Pipeline): string {
  if (!message.startsWith("there is no input ") || message.includes("; did you mean")) return message;
  const known = Object.entries(inputs).map(([input, field]) => `${input}: ${printType(field.type)}`);
  if (didYouMean(name, Object.keys(inputs)).length > 0) return message;
  return known.length === 0 ? `${message}; the pipeline takes none` : `${message}; there is ${known.join(", ")}`;
}
