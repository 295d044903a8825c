import type { Document, Node, Pipeline } from "@dagwright/ir";
import { holdsArtifacts, type Field, type Path, type Type, type Types } from "@dagwright/protocol";

const STRING: Type = { kind: "string" };

/** The type at a path inside a field; absent when it is not known. A step through something optional makes the rest optional. */
export function fieldAt(field: Field | undefined, path: Path, types: Types): Field | undefined {
  let current = field;
  let optional = false;
  for (const part of path) {
    if (current === undefined) return undefined;
    optional ||= current.optional === true;
    current = step(resolveNamed(current.type, types), part);
  }
  return current === undefined ? undefined : { ...current, ...(optional ? { optional } : {}) };
}

function resolveNamed(type: Type, types: Types): Type {
  const seen = new Set<string>();
  let current = type;
  while (current.kind === "named" && !seen.has(current.name)) {
    seen.add(current.name);
    const target = types[current.name];
    if (target === undefined) break;
    current = target;
  }
  return current;
}

function step(type: Type, part: string | number): Field | undefined {
  switch (type.kind) {
    case "object":
      return Object.hasOwn(type.fields, part) ? type.fields[part] : undefined;
    case "record":
      return { type: type.values, optional: true };
    case "array":
      return part === "length" ? { type: { kind: "number" } } : { type: type.items };
    case "tuple": {
      const item = typeof part === "number" ? type.items[part] : undefined;
      return item === undefined ? undefined : { type: item };
    }
    case "artifact":
      return part === "metadata" ? { type: { kind: "record", values: STRING } } : undefined;
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "date":
    case "literal":
    case "union":
    case "named":
      return undefined;
  }
}

const object = (fields: Readonly<Record<string, Field>>): Field => ({ type: { kind: "object", fields } });
const settled = (value: Field | undefined): Type => ({
  kind: "object",
  fields: {
    status: { type: STRING },
    ...(value === undefined ? {} : { value: { ...value, optional: true } }),
    reason: { type: ERROR_FIELD.type, optional: true },
  },
});

/** What a node reads as. */
export function fieldOfNode(node: Node, document: Document): Field | undefined {
  switch (node.kind) {
    case "task":
      return document.components[node.component]?.output;
    case "call":
      return document.pipelines[node.pipeline]?.output;
    case "approval":
      return object({ ...node.fields, reason: { type: STRING }, by: { type: STRING }, at: { type: { kind: "date" } } });
    case "branch":
    case "try":
      return object(node.phis);
    case "forEach":
      return { type: { kind: "array", items: node.as === "settled" ? settled(node.collect) : (node.collect?.type ?? { kind: "null" }) } };
    case "loop":
      return object(
        Object.fromEntries(
          Object.entries(node.carried).map(([name, { type, optional }]) => [name, optional === true ? { type, optional } : { type }]),
        ),
      );
    case "group":
      return {
        type: {
          kind: "tuple",
          items: node.members.map((member) => (node.as === "settled" ? settled(member.value) : (member.value?.type ?? { kind: "null" }))),
        },
      };
    case "fail":
      return undefined;
    case "compute":
      return node.type;
  }
}

export const inputField = (pipeline: Pipeline): Field => object(pipeline.inputs);
export const RUN_FIELD: Field = object({ id: { type: STRING }, startedAt: { type: { kind: "date" } }, status: { type: STRING } });
export const ERROR_FIELD: Field = object({
  step: { type: STRING },
  kind: { type: STRING },
  message: { type: STRING },
  attempt: { type: { kind: "number" } },
  exitCode: { type: { kind: "number" }, optional: true },
});

/** Paths of the artifacts in a type; `undefined` where their number is only known at run time. */
export function artifactPaths(
  type: Type,
  types: Types,
  path: Path = [],
): readonly { readonly path: Path; readonly optional: boolean }[] | undefined {
  const inner = (field: Field, at: Path): readonly { readonly path: Path; readonly optional: boolean }[] | undefined =>
    artifactPaths(field.type, types, at)?.map((found) => ({ ...found, optional: found.optional || field.optional === true }));
  switch (type.kind) {
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "date":
    case "literal":
      return [];
    case "artifact":
      return [{ path, optional: false }];
    case "array":
      return holdsArtifacts(type.items, types) ? undefined : [];
    case "record":
      return holdsArtifacts(type.values, types) ? undefined : [];
    case "union":
      return type.members.some((member) => holdsArtifacts(member, types)) ? undefined : [];
    case "named":
      return holdsArtifacts(type, types) ? undefined : [];
    case "tuple":
      return all(type.items.map((item, index) => inner({ type: item }, [...path, index])));
    case "object":
      return all(Object.entries(type.fields).map(([name, field]) => inner(field, [...path, name])));
  }
}

function all<T>(lists: readonly (readonly T[] | undefined)[]): readonly T[] | undefined {
  const known: T[] = [];
  for (const list of lists) {
    if (list === undefined) return undefined;
    known.push(...list);
  }
  return known;
}
