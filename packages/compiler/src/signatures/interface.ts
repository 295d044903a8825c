/** What a step takes and gives, from the types of its function. */
import type { Diagnostic } from "@dagwright/ir";
import type { Field, Span, Types } from "@dagwright/protocol";
import { declared } from "../diagnostics/interface.ts";
import type { FieldResult, TypeProblem } from "../frontend/frontend.ts";

type Report = (diagnostic: Diagnostic) => void;
type Fields = Readonly<Record<string, Field>>;

export interface StepInterface {
  readonly input?: { readonly fields: Fields };
  readonly output?: Field;
}

export interface InterfaceSource {
  readonly name: string;
  readonly input: FieldResult;
  readonly output: FieldResult;
  readonly inputSpan: Span;
  readonly outputSpan: Span;
  readonly types: Types;
}

/** None if something in it cannot cross a step boundary. */
export function readInterface(
  { name, input, output, inputSpan, outputSpan, types }: InterfaceSource,
  report: Report,
): StepInterface | undefined {
  const fields = inputFields(name, input, types, inputSpan, report);
  const given = fieldOf(output, "output", outputSpan, report);
  if (fields === "problems" || given === "problems") return undefined;
  return { ...(fields === undefined ? {} : { input: { fields } }), ...(given === undefined ? {} : { output: given }) };
}

function inputFields(name: string, result: FieldResult, types: Types, span: Span, report: Report): Fields | "problems" | undefined {
  const field = fieldOf(result, "input", span, report);
  if (field === undefined || field === "problems") return field;
  const type = field.type.kind === "named" ? (types[field.type.name] ?? field.type) : field.type;
  if (type.kind === "object") return type.fields;
  report(declared("DW1016", { span }, { name, what: WORDS[type.kind] }));
  return "problems";
}

const WORDS: Readonly<Record<Field["type"]["kind"], string>> = {
  null: "null",
  boolean: "a boolean",
  number: "a number",
  string: "a string",
  date: "a Date",
  literal: "a single value",
  artifact: "an artifact",
  array: "an array",
  tuple: "a tuple",
  object: "an object",
  record: "an object of any fields",
  union: "a union",
  named: "a type that contains itself",
};

function fieldOf(result: FieldResult, root: string, span: Span, report: Report): Field | "problems" | undefined {
  if (!("problems" in result)) return result.field;
  for (const problem of result.problems) report(typeProblem(problem, root, problem.span ?? span));
  return "problems";
}

export function typeProblem({ code, path, reason, help }: TypeProblem, root: string, span: Span): Diagnostic {
  const place = { span };
  const args = { path: `${root}${path}`, reason, help };
  switch (code) {
    case "any":
    case "unknown":
      return declared("DW1001", place, args);
    case "notJson":
    case "notPlain":
      return declared("DW1002", place, args);
    case "function":
      return declared("DW1003", place, args);
    case "recursive":
      return declared("DW1009", place, args);
    case "tag":
      return declared("DW1025", place, args);
  }
}
