import type { Path, Type, Types } from "@dagwright/protocol";
import { isAssignable } from "./assignable.ts";
import type { Fact } from "./facts.ts";
import type { Inferred } from "./inferred.ts";
import { own } from "./own.ts";
import { literalType, membersOf, resolveType, unionOf, withoutNull } from "./types.ts";

/** A type at a path, less what the facts rule out. */
export function narrowed(found: Inferred, path: Path, facts: readonly Fact[], types: Types): Inferred {
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

export const isPrefix = (prefix: Path, path: Path): boolean =>
  prefix.length <= path.length && prefix.every((key, index) => key === path[index]);
