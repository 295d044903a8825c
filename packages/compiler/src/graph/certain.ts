/** Types without `null`. */
import { membersOf } from "@dagwright/ir";
import type { Type, Types } from "@dagwright/protocol";

export const isSolidIn = (type: Type, types: Types): boolean => {
  const members = membersOf(type, types);
  return members === undefined || members.every((member) => member.kind !== "null");
};

export function withoutNull(type: Type, types: Types): Type {
  if (type.kind !== "union") return type;
  const members = type.members.filter((member) => membersOf(member, types)?.every((inner) => inner.kind === "null") !== true);
  const [only, ...others] = members;
  return only !== undefined && others.length === 0 ? only : { kind: "union", members };
}
