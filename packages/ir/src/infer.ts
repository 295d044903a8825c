/** The type of what a value or reference reads, where it stands. */
import { printType, type Field, type Path, type Ref, type Type, type Types, type Value } from "@dagwright/protocol";
import { canBe, decided, factsIn, factsOf, sidesOf, type Fact } from "./facts.ts";
import { ABSENT, inferred, UNKNOWN, type Inferred } from "./inferred.ts";
import type { Document, Node } from "./model.ts";
import { isPrefix, narrowed } from "./narrow.ts";
import { typeOfTarget } from "./node-type.ts";
import { own } from "./own.ts";
import { resolveId } from "./scope.ts";
import {
  BOOLEAN_TYPE,
  INDEX_TYPE,
  listedType,
  literalType,
  membersOf,
  METADATA_TYPE,
  NUMBER_TYPE,
  STRING_TYPE,
  unionOf,
  withoutNull,
} from "./types.ts";
import { blocksIn, type Block } from "./walk.ts";

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

/** The type of a value of the document. Never throws. */
export function typeOfValue(part: Value, at: Surroundings): Inferred {
  switch (part.kind) {
    case "literal":
      return inferred(literalType(part.value));
    case "absent":
      return ABSENT;
    case "ref":
      return typeOfRef(part, at).found;
    case "compare":
    case "and":
    case "or":
    case "not":
      return inferred(BOOLEAN_TYPE);
    case "arithmetic":
    case "length":
      return inferred(NUMBER_TYPE);
    case "template":
      return inferred(STRING_TYPE);
    case "coalesce":
      return coalesced(typeOfValue(part.left, at), typeOfValue(part.right, at), at.document.types);
    case "conditional": {
      const known = decided(part.test, at.facts);
      if (known !== undefined) return typeOfValue(known ? part.then : part.else, at);
      return either(typeOfValue(part.then, under(at, part.test, true)), typeOfValue(part.else, under(at, part.test, false)));
    }
    case "whenSucceeded":
      return either(typeOfValue(part.value, at), typeOfValue(part.otherwise, at));
    case "glue":
      return inferred(part.type);
    case "list": {
      const items: Type[] = [];
      for (const item of part.items) {
        const found = typeOfValue(item, at);
        if (found.kind === "unknown") return UNKNOWN;
        items.push(listedType(found.kind === "absent" ? undefined : found));
      }
      return inferred({ kind: "tuple", items });
    }
    case "record": {
      const fields: [string, Field][] = [];
      for (const [name, member] of Object.entries(part.fields)) {
        const found = typeOfValue(member, at);
        if (found.kind === "unknown") return UNKNOWN;
        if (found.kind === "value") fields.push([name, found.optional ? { type: found.type, optional: true } : { type: found.type }]);
      }
      return inferred({ kind: "object", fields: Object.fromEntries(fields) });
    }
  }
}

function coalesced(left: Inferred, right: Inferred, types: Types): Inferred {
  if (left.kind === "unknown" || right.kind === "unknown") return UNKNOWN;
  if (left.kind === "absent") return right;
  const rest = withoutNull(left.type, types);
  if (rest === undefined) return right;
  if (right.kind === "absent") return inferred(rest, true);
  return inferred(unionOf([rest, right.type]), right.optional);
}

function either(a: Inferred, b: Inferred): Inferred {
  if (a.kind === "unknown" || b.kind === "unknown") return UNKNOWN;
  if (a.kind === "absent") return b.kind === "absent" ? ABSENT : { ...b, optional: true };
  if (b.kind === "absent") return { ...a, optional: true };
  return inferred(unionOf([a.type, b.type]), a.optional || b.optional);
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
    if (
      index === 0 &&
      found.kind === "value" &&
      found.optional &&
      target.kind === "node" &&
      isYielded(target.node, target.block, String(key), at)
    ) {
      found = inferred(found.type);
    }
  }
  return { found };
}

/** Whether a flag of the same node, whose value is known here, says that the side that was taken yields `phi`: what an early return gives is there where it has returned. */
function isYielded(node: Node, outer: Block, phi: string, at: Surroundings): boolean {
  return at.facts.some((fact) => {
    const [flag] = fact.path;
    if (
      fact.kind !== "equals" ||
      fact.node !== node.id ||
      fact.path.length !== 1 ||
      typeof flag !== "string" ||
      flag === phi ||
      typeof fact.value !== "boolean"
    )
      return false;
    const truth = fact.value;
    const taken = sidesOf(node).filter(({ region }) => canBe(own(region.results, flag), truth));
    return (
      taken.length > 0 &&
      taken.every(({ label, region }) => yields(node, outer, label, own(region.results, phi), own(region.results, flag), truth, at))
    );
  });
}

function yields(
  node: Node,
  outer: Block,
  label: string,
  given: Value | undefined,
  flag: Value | undefined,
  truth: boolean,
  at: Surroundings,
): boolean {
  const block = blocksIn(node, outer).find((candidate) => candidate.label === label);
  if (block === undefined || given === undefined) return false;
  const facts = [...factsIn(block), ...(flag === undefined ? [] : factsOf(flag, truth, block))];
  const found = typeOfValue(given, { ...at, block, facts });
  return found.kind === "unknown" || (found.kind === "value" && !found.optional);
}

/** The field of every member that has it; optional where one has not. Undefined = none has. */
function memberAt(members: readonly Type[], key: string | number): Inferred | undefined {
  const fields = members.map((member) => fieldAt(member, key));
  const present = fields.filter((entry) => entry !== undefined);
  if (present.length === 0) return undefined;
  return inferred(
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
