import type { Field, Span, Type } from "@dagwright/protocol";
import { childrenOf, type Value } from "@dagwright/protocol";
import { code } from "../code.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { report } from "../diagnostics.ts";
import { nearest } from "../did-you-mean.ts";
import type { Document, Node } from "../model.ts";
import { membersOf } from "../types.ts";
import type { Rule } from "./rule.ts";

interface PlacedType {
  readonly type: Type;
  readonly where: string;
  readonly span: Span | undefined;
}

/** Every named type is there and says something, and every limit of a type can be checked. */
export const knownTypes: Rule = function* ({ document, pipelines }) {
  for (const [name, type] of Object.entries(document.types)) {
    yield* typeProblems({ type, where: code(name), span: undefined }, document);
    const isLoop =
      membersOf({ kind: "named", name }, document.types) === undefined &&
      membersNamed(type).every((member) => Object.hasOwn(document.types, member));
    if (isLoop) yield report("DW4117", {}, { name });
  }
  for (const [name, { input, output, span }] of Object.entries(document.components)) {
    for (const field of [...Object.values(input?.fields ?? {}), ...(output === undefined ? [] : [output])])
      yield* typeProblems({ type: field.type, where: code(name), span }, document);
  }
  for (const { name, pipeline, nodes, values } of pipelines) {
    for (const field of [...Object.values(pipeline.inputs), ...(pipeline.output === undefined ? [] : [pipeline.output])]) {
      yield* typeProblems({ type: field.type, where: code(name), span: pipeline.span }, document);
    }
    for (const { node } of nodes)
      for (const type of typesOf(node)) yield* typeProblems({ type, where: code(node.id), span: node.span }, document);
    for (const { value, span } of values)
      for (const type of glueTypes(value)) yield* typeProblems({ type, where: "an expression", span }, document);
  }
};

function* typeProblems({ type, where, span }: PlacedType, document: Document): Generator<Diagnostic> {
  if (type.kind === "named" && !Object.hasOwn(document.types, type.name)) {
    yield report("DW4115", { span }, { what: "type", name: type.name, hint: nearest(type.name, Object.keys(document.types)).text });
  }
  if (type.kind === "string" && type.pattern !== undefined && !isPattern(type.pattern)) {
    yield report("DW4118", { span }, { where, problem: `has the pattern ${code(type.pattern)}, which is no regular expression` });
  }
  for (const part of partsOf(type)) yield* typeProblems({ type: part, where, span }, document);
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case "array":
      return [type.items];
    case "tuple":
      return type.items;
    case "object":
      return Object.values(type.fields).map((field) => field.type);
    case "record":
      return [type.values];
    case "union":
      return type.members;
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "date":
    case "literal":
    case "artifact":
    case "named":
      return [];
  }
}

const membersNamed = (type: Type): readonly string[] =>
  type.kind === "named" ? [type.name] : type.kind === "union" ? type.members.flatMap(membersNamed) : [];

function typesOf(node: Node): readonly Type[] {
  const typesIn = (fields: Readonly<Record<string, Field>>): readonly Type[] => Object.values(fields).map((field) => field.type);
  switch (node.kind) {
    case "approval":
      return typesIn(node.fields);
    case "branch":
    case "try":
      return typesIn(node.phis);
    case "forEach":
      return [node.itemType, ...(node.collect === undefined ? [] : [node.collect.type])];
    case "loop":
      return Object.values(node.carried).map((variable) => variable.type);
    case "group":
      return node.members.flatMap((member) => (member.value === undefined ? [] : [member.value.type]));
    case "compute":
      return [node.type.type];
    case "task":
    case "call":
    case "fail":
      return [];
  }
}

function* glueTypes(value: Value): Generator<Type> {
  if (value.kind === "glue") {
    yield value.type;
    for (const root of Object.values(value.roots)) yield root.type;
  }
  for (const child of childrenOf(value)) yield* glueTypes(child);
}
