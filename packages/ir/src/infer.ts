/** The type of what a value or reference reads, where it stands. */
import { printType, type Field, type Path, type Ref, type Type, type Types, type Value } from "@dagwright/protocol";
import { isAssignable } from "./assignable.ts";
import { factsIn, factsOf, type Fact } from "./facts.ts";
import type { Document, Node } from "./model.ts";
import { own } from "./own.ts";
import { resolveId, type Target } from "./scope.ts";
import {
  APPROVAL_FIELDS,
  BOOLEAN_TYPE,
  FAILURE_TYPE,
  INDEX_TYPE,
  listedType,
  literalType,
  membersOf,
  METADATA_TYPE,
  NUMBER_TYPE,
  resolveType,
  RUN_TYPE,
  settledType,
  STRING_TYPE,
  unionOf,
  withoutNull,
} from "./types.ts";
import type { Block } from "./walk.ts";

export type Inferred =
  | { readonly kind: "value"; readonly type: Type; readonly optional: boolean }
  /** Always absent: `undefined`, or the result of something that gives none. */
  | { readonly kind: "absent" }
  /** It cannot be told; what is wrong is reported elsewhere. */
  | { readonly kind: "unknown" };

export interface Surroundings {
  readonly document: Document;
  readonly block: Block;
  readonly facts: readonly Fact[];
}

export const surroundingsOf = (document: Document, block: Block): Surroundings => ({ document, block, facts: factsIn(block) });

/** The same place where a condition came out as `truth`. */
export const under = (at: Surroundings, condition: Value, truth: boolean): Surroundings => ({
  ...at,
  facts: [...at.facts, ...factsOf(condition, truth, at.block)],
});

const UNKNOWN: Inferred = { kind: "unknown" };
const ABSENT: Inferred = { kind: "absent" };
const value = (type: Type, optional = false): Inferred => ({ kind: "value", type, optional });
const ofField = (field: Field | undefined): Inferred => (field === undefined ? ABSENT : value(field.type, field.optional === true));

/** The type of a value of the document. Never throws. */
export function typeOfValue(part: Value, at: Surroundings): Inferred {
  switch (part.kind) {
    case "literal":
      return value(literalType(part.value));
    case "absent":
      return ABSENT;
    case "ref":
      return typeOfRef(part, at).found;
    case "compare":
    case "and":
    case "or":
    case "not":
      return value(BOOLEAN_TYPE);
    case "arithmetic":
    case "length":
      return value(NUMBER_TYPE);
    case "template":
      return value(STRING_TYPE);
    case "coalesce":
      return coalesced(typeOfValue(part.left, at), typeOfValue(part.right, at), at.document.types);
    case "conditional":
      return either(typeOfValue(part.then, under(at, part.test, true)), typeOfValue(part.else, under(at, part.test, false)));
    case "whenSucceeded":
      return either(typeOfValue(part.value, at), typeOfValue(part.otherwise, at));
    case "glue":
      return value(part.type);
    case "list": {
      const items: Type[] = [];
      for (const item of part.items) {
        const found = typeOfValue(item, at);
        if (found.kind === "unknown") return UNKNOWN;
        items.push(listedType(found.kind === "absent" ? undefined : found));
      }
      return value({ kind: "tuple", items });
    }
    case "record": {
      const fields: [string, Field][] = [];
      for (const [name, member] of Object.entries(part.fields)) {
        const found = typeOfValue(member, at);
        if (found.kind === "unknown") return UNKNOWN;
        if (found.kind === "value") fields.push([name, found.optional ? { type: found.type, optional: true } : { type: found.type }]);
      }
      return value({ kind: "object", fields: Object.fromEntries(fields) });
    }
  }
}

function coalesced(left: Inferred, right: Inferred, types: Types): Inferred {
  if (left.kind === "unknown" || right.kind === "unknown") return UNKNOWN;
  if (left.kind === "absent") return right;
  const rest = withoutNull(left.type, types);
  if (rest === undefined) return right;
  if (right.kind === "absent") return value(rest, true);
  return value(unionOf([rest, right.type]), right.optional);
}

function either(a: Inferred, b: Inferred): Inferred {
  if (a.kind === "unknown" || b.kind === "unknown") return UNKNOWN;
  if (a.kind === "absent") return b.kind === "absent" ? ABSENT : { ...b, optional: true };
  if (b.kind === "absent") return { ...a, optional: true };
  return value(unionOf([a.type, b.type]), a.optional || b.optional);
}

/** What a node reads as once it has succeeded. */
export function typeOfNode(node: Node, document: Document): Inferred {
  switch (node.kind) {
    case "task": {
      const component = own(document.components, node.component);
      return component === undefined ? UNKNOWN : ofField(component.output);
    }
    case "call": {
      const pipeline = own(document.pipelines, node.pipeline);
      return pipeline === undefined ? UNKNOWN : ofField(pipeline.output);
    }
    case "approval":
      return value({ kind: "object", fields: { ...node.fields, ...APPROVAL_FIELDS } });
    case "branch":
    case "try":
      return value({ kind: "object", fields: node.phis });
    case "forEach":
      return value({ kind: "array", items: node.as === "settled" ? settledType(node.collect) : listedType(node.collect) });
    case "group":
      return value({
        kind: "tuple",
        items: node.members.map((member) => (node.as === "settled" ? settledType(member.value) : listedType(member.value))),
      });
    case "loop":
      return value({
        kind: "object",
        fields: Object.fromEntries(Object.entries(node.carried).map(([name, variable]) => [name, { type: variable.type }])),
      });
    case "fail":
      return ABSENT;
    case "compute":
      return ofField(node.type);
  }
}

function typeOfTarget(target: Target, document: Document): Inferred {
  if (target.kind !== "binding") return typeOfNode(target.node, document);
  const { binding } = target;
  switch (binding.kind) {
    case "input": {
      const fields = Object.entries(binding.pipeline.inputs).map(([name, input]): [string, Field] => [
        name,
        input.optional === true && input.default === undefined ? { type: input.type, optional: true } : { type: input.type },
      ]);
      return value({ kind: "object", fields: Object.fromEntries(fields) });
    }
    case "run":
      return value(RUN_TYPE);
    case "item":
      return value(binding.node.itemType);
    case "index":
      return value(INDEX_TYPE);
    case "state":
      return typeOfNode(binding.node, document);
    case "error":
      return value(FAILURE_TYPE);
  }
}

/** Why a path cannot be followed. `path` is as far as it went. */
export type PathProblem =
  | {
      readonly kind: "unknownField";
      readonly path: Path;
      readonly key: string | number;
      readonly type: string;
      readonly known: readonly string[];
    }
  | { readonly kind: "maybeAbsent"; readonly path: Path; readonly key: string | number; readonly what: "undefined" | "null" };

export interface ReadType {
  readonly found: Inferred;
  readonly problem?: PathProblem;
}

/** The type of a reference, narrowed by what is known here. */
export function typeOfRef(ref: Ref, at: Surroundings): ReadType {
  const target = resolveId(ref.node, at.block);
  if (target === undefined) return { found: UNKNOWN };
  const facts = at.facts.filter((fact) => fact.node === ref.node);
  if (facts.some((fact) => fact.kind === "trusted" && (isPrefix(fact.path, ref.path) || isPrefix(ref.path, fact.path))))
    return { found: UNKNOWN };
  const { types } = at.document;
  let found = narrowed(typeOfTarget(target, at.document), [], facts, types);
  for (const [index, key] of ref.path.entries()) {
    const path = ref.path.slice(0, index);
    if (found.kind === "unknown") return { found };
    if (found.kind === "absent" || found.optional)
      return { found: UNKNOWN, problem: { kind: "maybeAbsent", path, key, what: "undefined" } };
    const { type } = found;
    const members = membersOf(type, types);
    if (members === undefined) return { found: UNKNOWN };
    if (members.some((member) => member.kind === "null"))
      return { found: UNKNOWN, problem: { kind: "maybeAbsent", path, key, what: "null" } };
    const inner = memberAt(members, key);
    if (inner === undefined) {
      return { found: UNKNOWN, problem: { kind: "unknownField", path, key, type: printType(type), known: members.flatMap(keysOf) } };
    }
    found = narrowed(inner, ref.path.slice(0, index + 1), facts, types);
  }
  return { found };
}

/** The field of every member that has it; optional where one has not. Undefined = none has. */
function memberAt(members: readonly Type[], key: string | number): Inferred | undefined {
  const fields = members.map((member) => fieldAt(member, key));
  const present = fields.filter((entry) => entry !== undefined);
  if (present.length === 0) return undefined;
  return value(
    unionOf(present.map((entry) => entry.type)),
    present.length < fields.length || present.some((entry) => entry.optional === true),
  );
}

function fieldAt(type: Type, key: string | number): Field | undefined {
  switch (type.kind) {
    case "object":
      return own(type.fields, String(key));
    case "record":
      // As TypeScript has it without `noUncheckedIndexedAccess`; the boundary checks it.
      return { type: type.values };
    case "array":
      return typeof key === "number" ? { type: type.items } : key === "length" ? { type: INDEX_TYPE } : undefined;
    case "tuple": {
      if (key === "length") return { type: INDEX_TYPE };
      const item = typeof key === "number" ? type.items[key] : undefined;
      return item === undefined ? undefined : { type: item };
    }
    case "artifact":
      return key === "metadata" ? { type: METADATA_TYPE } : undefined;
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

const keysOf = (type: Type): readonly string[] =>
  type.kind === "object" ? Object.keys(type.fields) : type.kind === "artifact" ? ["metadata"] : [];

function narrowed(found: Inferred, path: Path, facts: readonly Fact[], types: Types): Inferred {
  if (found.kind !== "value") return found;
  let { type, optional } = found;
  for (const fact of facts) {
    if (isPrefix(path, fact.path) && fact.path.length === path.length) {
      if (fact.kind === "notAbsent" || fact.kind === "equals") optional = false;
      if (fact.kind === "notNull") type = withoutNull(type, types) ?? type;
      if (fact.kind === "equals") type = keepMembers(type, types, (member) => isAssignable(literalType(fact.value), member, types)) ?? type;
    } else if (
      isPrefix(path, fact.path) &&
      fact.path.length === path.length + 1 &&
      (fact.kind === "equals" || fact.kind === "differs" || fact.kind === "notAbsent")
    ) {
      type = keepMembers(type, types, (member) => mayHold(member, fact, types)) ?? type;
    }
  }
  return { kind: "value", type, optional };
}

/** Whether a member of a union can be the one of which the fact is true. */
function mayHold(member: Type, fact: Fact, types: Types): boolean {
  const key = fact.path.at(-1);
  const field = member.kind === "object" && key !== undefined ? own(member.fields, String(key)) : undefined;
  if (member.kind !== "object") return true;
  if (fact.kind === "notAbsent") return field !== undefined;
  if (fact.kind === "equals") return field !== undefined && isAssignable(literalType(fact.value), field.type, types);
  if (fact.kind !== "differs") return true;
  const type = field === undefined ? undefined : resolveType(field.type, types);
  return type?.kind !== "literal" || !(type.values.length === 1 && type.values[0] === fact.value);
}

function keepMembers(type: Type, types: Types, keep: (member: Type) => boolean): Type | undefined {
  const members = membersOf(type, types);
  if (members === undefined || members.length < 2) return undefined;
  const kept = members.filter(keep);
  return kept.length === 0 || kept.length === members.length ? undefined : unionOf(kept);
}

const isPrefix = (prefix: Path, path: Path): boolean => prefix.length <= path.length && prefix.every((key, index) => key === path[index]);
