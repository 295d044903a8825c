import type { Type, Types } from "./type.ts";

/** Whether values of the type have artifacts in them, at any depth. */
export function holdsArtifacts(type: Type, types: Types, seen: ReadonlySet<string> = new Set()): boolean {
  switch (type.kind) {
    case "artifact":
      return true;
    case "array":
      return holdsArtifacts(type.items, types, seen);
    case "record":
      return holdsArtifacts(type.values, types, seen);
    case "union":
      return type.members.some((member) => holdsArtifacts(member, types, seen));
    case "tuple":
      return type.items.some((item) => holdsArtifacts(item, types, seen));
    case "object":
      return Object.values(type.fields).some((field) => holdsArtifacts(field.type, types, seen));
    case "named": {
      const target = types[type.name];
      return target !== undefined && !seen.has(type.name) && holdsArtifacts(target, types, new Set([...seen, type.name]));
    }
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "date":
    case "literal":
      return false;
  }
}
