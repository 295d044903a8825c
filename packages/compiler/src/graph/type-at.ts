import type { Path, Type, Types } from "@dagwright/protocol";

/** The type of a part of a value; undefined = it cannot be told, or may be absent. */
export function typeAt(type: Type, path: Path, types: Types): Type | undefined {
  let current: Type | undefined = type;
  for (const key of path) {
    if (current?.kind === "named") current = types[current.name];
    if (current?.kind === "object" && typeof key === "string") {
      const field: { readonly type: Type; readonly optional?: boolean } | undefined = Object.hasOwn(current.fields, key)
        ? current.fields[key]
        : undefined;
      current = field?.type;
    } else if (current?.kind === "array" && typeof key === "number") current = current.items;
    else if (current?.kind === "tuple" && typeof key === "number") current = current.items[key];
    else if (current?.kind === "record" && typeof key === "string") current = current.values;
    else return undefined;
  }
  return current;
}
